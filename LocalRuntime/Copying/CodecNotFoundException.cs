namespace Orleans.Serialization;

/// <summary>What goes wrong when a value is made ready to travel.</summary>
public class SerializerException : Exception
{
    /// <summary>An exception without words.</summary>
    public SerializerException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public SerializerException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public SerializerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A type that cannot travel stands in a grain interface; the message names it and the way to it.</summary>
public sealed class CodecNotFoundException : SerializerException
{
    /// <summary>An exception with a message.</summary>
    public CodecNotFoundException(string message)
        : base(message)
    {
    }
}
