using System.Globalization;
using ChatraFunctions.Outbox;
using HandlebarsDotNet;

namespace ChatraFunctions.Orders.Texts;

/// <summary>One Handlebars template, compiled: plain text, nothing is escaped, and nothing in the data is a template.</summary>
/// <remarks>
/// A template sees <c>kind</c>, <c>number</c> (the order's number, else its id), <c>total</c> (as the language writes money),
/// <c>amount</c> and <c>currency</c> (the two parts of it), <c>tracking.number</c>, <c>tracking.company</c>, <c>tracking.url</c>,
/// <c>statusUrl</c> and <c>shop</c>; what the source did not say is empty.
/// </remarks>
public sealed class MessageTemplate
{
    /// <summary>A longer template has lost its way; the longest of ours has 300 characters.</summary>
    public const int MaxLength = 16_000;

    private static readonly OrderEvent Everything = new()
    {
        Source = "cloudevents",
        Kind = OrderKind.Shipped,
        OrderId = "1001",
        OrderNumber = "#1001",
        ShopDomain = "shop.example",
        Total = "1234.5",
        Currency = "EUR",
        Tracking = new Tracking("9114 5847", "DHL", "https://track.example"),
        StatusUrl = "https://shop.example/1001",
        OccurredAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly OrderEvent NextToNothing = new() { Source = "cloudevents", Kind = OrderKind.Placed, OrderId = "1001", OccurredAt = DateTimeOffset.UnixEpoch };

    private readonly HandlebarsTemplate<TextWriter, object, object> _render;
    private readonly string _source;

    private MessageTemplate(string source, HandlebarsTemplate<TextWriter, object, object> render) => (_source, _render) = (source, render);

    /// <summary>Compiles, and tries it out: helpers that do not exist show only then.</summary>
    /// <exception cref="TemplateException">It cannot be used.</exception>
    public static MessageTemplate Compile(string source)
    {
        if (source.Length > MaxLength)
            throw new TemplateException(new TemplateFault($"it is longer than {MaxLength} characters"));

        if ((TemplatePlaces.OfPartial(source) ?? TemplatePlaces.OfNesting(source)) is { } fault)
            throw new TemplateException(fault);

        var template = Compile(source, NewEnvironment());
        template.Render(Everything, CultureInfo.InvariantCulture);
        template.Render(NextToNothing, CultureInfo.InvariantCulture);
        return template;
    }

    /// <exception cref="TemplateException">The template fails with this order, or says nothing, or too much.</exception>
    public string Render(OrderEvent order, CultureInfo culture)
    {
        var text = Run(Model(order, culture)).Trim();
        return text.Length > 0 ? text : throw new TemplateException(new TemplateFault("it gives no text"));
    }

    /// <summary>
    /// An environment of its own for each template, so that what was compiled once can be let go of; one for all that stay, which is
    /// faster.
    /// </summary>
    internal static IHandlebars NewEnvironment() => Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });

    /// <summary>Compiles and no more: for a template that is known to render.</summary>
    /// <exception cref="TemplateException">It does not compile.</exception>
    internal static MessageTemplate Compile(string source, IHandlebars environment)
    {
        try
        {
            using var reader = new StringReader(source);
            return new MessageTemplate(source, environment.Compile(reader));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException) // The library also lets through what it trips over itself.
        {
            throw new TemplateException(TemplatePlaces.Of(source, exception), exception);
        }
    }

    private string Run(object model)
    {
        using var text = new LimitedWriter(MessageText.MaxLength);
        try
        {
            _render(text, model);
            return text.ToString();
        }
        catch (Exception) when (text.IsOver)
        {
            throw new TemplateException(new TemplateFault($"it gives more than {MessageText.MaxLength} characters"));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new TemplateException(TemplatePlaces.Of(_source, exception), exception);
        }
    }

    /// <summary>A dictionary, so that a template reads these names and nothing else.</summary>
    private static Dictionary<string, object?> Model(OrderEvent order, CultureInfo culture) => new(StringComparer.Ordinal)
    {
        ["kind"] = order.Kind.Name(),
        ["number"] = order.OrderNumber ?? order.OrderId,
        ["shop"] = order.ShopDomain,
        ["total"] = order.Total is null ? null : Money.Format(order.Total, order.Currency, culture),
        ["amount"] = order.Total is null ? null : Money.FormatNumber(order.Total, order.Currency, culture),
        ["currency"] = order.Currency,
        ["tracking"] = order.Tracking is not { } tracking ? null : new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["number"] = tracking.Number,
            ["company"] = tracking.Company,
            ["url"] = tracking.Url,
        },
        ["statusUrl"] = order.StatusUrl,
    };
}
