using System.Net;
using System.Text;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Auth;

/// <summary>The page on which a person picks the account that an app may act for.</summary>
internal static class ConsentPage
{
    private const int MostAccounts = 50;

    /// <param name="accounts">Accounts to offer.</param>
    /// <param name="query">The query the page was asked with; choosing repeats it with a <c>login_hint</c>.</param>
    public static string Write(IEnumerable<XAccount> accounts, string query)
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Emulated X: authorize</title>
            <style>body{font:16px/1.5 system-ui;max-width:30rem;margin:4rem auto;padding:0 1rem}a{display:block;padding:.5rem 1rem;margin:.5rem 0;border:1px solid #888;border-radius:.5rem;text-decoration:none;color:inherit}</style>
            </head><body><h1>Authorize an app</h1><p>This is the emulated X, on your own machine. The app asks to act for an account; choose which.</p>
            """);
        foreach (var handle in accounts.Where(a => a.Record.AccessToken.Length > 0).Select(a => a.Handle).Order(StringComparer.Ordinal).Take(MostAccounts))
        {
            page.Append("<a href=\"").Append(WebUtility.HtmlEncode(query + "&login_hint=" + handle)).Append("\">Authorize as @")
                .Append(WebUtility.HtmlEncode(handle)).Append("</a>");
        }

        return page.Append("<p>Another account: add <code>&amp;login_hint=HANDLE</code> to the address.</p></body></html>").ToString();
    }
}
