namespace Chatra.Widget;

/// <summary>The block of the page that the chat is put into, in mode <see cref="DisplayMode.Frame"/>.</summary>
public sealed record InjectTarget
{
    private const string Setting = "injectTo";

    private const string Spaces = " \t\n\f\r";

    private InjectTarget(string? elementId, PageName? node) => (ElementId, Node) = (elementId, node);

    /// <summary>The <c>id</c> of an element.</summary>
    public string? ElementId { get; }

    /// <summary>A variable of the page that holds a node or a collection, whose first element is taken.</summary>
    public PageName? Node { get; }

    /// <summary>An element by its <c>id</c>, which Chatra looks for once the page is there.</summary>
    /// <param name="id">Without the white space of ASCII (HTML, 3.2.6); other white space may be in it.</param>
    /// <exception cref="ChatraWidgetException">It can be nobody's <c>id</c>.</exception>
    public static InjectTarget Id(string id) => string.IsNullOrEmpty(id) || id.AsSpan().ContainsAny(Spaces)
        ? throw Rule.Refuse(Setting, "an element's id, which has no spaces", id)
        : new InjectTarget(id, node: null);

    /// <summary>A node, or a collection of nodes, that a variable of the page holds at the time of the set-up.</summary>
    /// <param name="path">Its name: <c>shop.chatBlock</c>.</param>
    /// <exception cref="ChatraWidgetException">It is no name.</exception>
    public static InjectTarget Variable(string path) => PageName.IsName(path)
        ? new InjectTarget(elementId: null, PageName.Of(Setting, path))
        : throw Rule.Refuse(Setting, "the name of a variable of the page: an identifier, or several with dots between them", path);
}
