using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace PuppetEngine.Sqlite;

/// <summary>
/// Chooses the native SQLite: the system's where it is newer than the one that came with the package (which is of 2021), else that one.
/// The choice is the process's, because native libraries are; the first caller makes it.
/// </summary>
internal static class SqliteNative
{
    private const string Bundled = "e_sqlite3";
    private const string System = "libsqlite3.so.0";

    private static readonly Lock Gate = new();
    private static bool _bound;

    /// <summary>Binds the provider. Must run before the first connection is made; further calls do nothing.</summary>
    internal static void Bind()
    {
        lock (Gate)
        {
            if (_bound)
            {
                return;
            }

            var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
            if (OperatingSystem.IsLinux() && NewestSystemLibrary(provider) is { } system)
            {
                try
                {
                    NativeLibrary.SetDllImportResolver(provider, (name, _, _) => name == Bundled ? system : IntPtr.Zero);
                }
                catch (InvalidOperationException)
                {
                    // Another room of this process compiled the same file and has chosen already, by the same rule.
                }
            }

            Batteries_V2.Init();
            _bound = true;
        }
    }

    private static nint? NewestSystemLibrary(Assembly provider)
    {
        if (!NativeLibrary.TryLoad(System, out var system))
        {
            return null;
        }

        var bundled = NativeLibrary.TryLoad(Bundled, provider, null, out var library) ? Version(library) : 0;
        return Version(system) > bundled ? system : null;
    }

    private static int Version(nint library) => NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var address)
        ? Marshal.GetDelegateForFunctionPointer<VersionNumber>(address)()
        : 0;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
