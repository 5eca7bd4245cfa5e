using HandlebarsDotNet;

namespace ChatraFunctions.Orders;

/// <summary>
/// The texts of the order messages: one Handlebars template a kind, plain text without HTML escaping, embedded in the assembly.
/// </summary>
/// <remarks>
/// A template sees <c>number</c> (the order's number, else its id), <c>total</c>, <c>currency</c>, <c>tracking.number</c>,
/// <c>tracking.company</c>, <c>tracking.url</c> and <c>statusUrl</c>; what the source did not say is empty.
/// </remarks>
public sealed class MessageTemplates
{
    private const string Language = "en";

    private readonly Dictionary<OrderKind, HandlebarsTemplate<object, object>> _templates;

    /// <exception cref="HandlebarsException">A template does not compile: the build is broken, and the start stops here.</exception>
    public MessageTemplates()
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        _templates = OrderKinds.All.ToDictionary(kind => kind, kind => handlebars.Compile(Source(kind)));
    }

    public string Render(OrderEvent order) => _templates[order.Kind](new
    {
        number = order.OrderNumber ?? order.OrderId,
        total = order.Total,
        currency = order.Currency,
        tracking = order.Tracking is { } tracking ? new { number = tracking.Number, company = tracking.Company, url = tracking.Url } : null,
        statusUrl = order.StatusUrl,
    }).Trim();

    private static string Source(OrderKind kind)
    {
        var name = $"{typeof(MessageTemplates).Namespace}.Templates.{Language}/{kind.Name()}.hbs";
        using var stream = typeof(MessageTemplates).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The template {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
