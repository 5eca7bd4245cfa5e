namespace Chatra.Widget;

/// <summary>How the chat is shown.</summary>
public enum DisplayMode
{
    /// <summary><c>'widget'</c>: a button that opens a window; the default.</summary>
    Widget,

    /// <summary><c>'frame'</c>: within the page's own block, <see cref="ChatraSetup.InjectTo"/>.</summary>
    Frame,
}
