namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>The form of a field's value.</summary>
public enum FieldKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A list of texts.</summary>
    TextList,

    /// <summary>A list of whole numbers.</summary>
    WholeList,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>An object with fields of its own; other keys are kept.</summary>
    Section,

    /// <summary>A list of texts or objects with <c>content</c>.</summary>
    EventList,

    /// <summary>An object from names to texts or objects.</summary>
    Map,

    /// <summary>Anything; kept, not read.</summary>
    Any,
}
