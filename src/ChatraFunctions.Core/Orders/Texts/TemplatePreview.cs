using System.Text.Json;
using ChatraFunctions.Orders.CloudEvents;
using ChatraFunctions.Requests;
using ChatraFunctions.Webhooks;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Orders.Texts;

/// <summary>Shows what a template makes of an order, before anybody else sees it.</summary>
public sealed class TemplatePreview(BuiltInTemplates builtIn, TemplateOverrides overrides, OrderOptions options, WebhookOptions limits, TimeProvider time)
{
    private const string TemplateField = "template";
    private const string OrderField = "order";

    /// <summary>
    /// The body is <c>{"order":{...},"template"?:"..."}</c>, with the order as CloudEvents' <c>data</c> has it. Without a template, the
    /// one is shown that would be used now.
    /// </summary>
    /// <returns>The text; or what is wrong with the template, and where.</returns>
    public async Task<Outcome<PreviewedText>> ShowAsync(string language, string kindName, HttpRequest request, CancellationToken cancellationToken)
    {
        if (Languages.Normalise(language) is not { } locale || OrderKinds.Parse(kindName) is not { } kind)
            return new Refusal(RefusalReason.NotFound, $"A language such as pt-BR and one of {string.Join(", ", OrderKinds.All.Select(known => known.Name()))} are expected.");

        var body = await RequestBody.ReadJsonAsync(request, limits.MaxBodyBytes, cancellationToken);
        if (body.IsRefused)
            return body.Refusal;

        var parsed = JsonBody.ParseObject(body.Value);
        if (parsed.IsRefused)
            return parsed.Refusal;

        using var document = parsed.Value;
        var faults = new List<Fault>();
        var fields = new JsonFields(document.RootElement, "", faults);
        var template = fields.Optional(TemplateField);
        if (template?.Length == 0)
            fields.Fault(TemplateField, "must not be empty");

        var order = Order(fields, document.RootElement, kind, faults);
        if (order is null || faults.Count > 0)
            return Refusal.Invalid("The order is not as expected.", faults);

        order = order with { Locale = locale };
        return template is null ? await ShowUsedAsync(order, cancellationToken) : ShowGiven(order, template);
    }

    private OrderEvent? Order(JsonFields fields, JsonElement body, OrderKind kind, List<Fault> faults)
    {
        var isBare = body.ValueKind == JsonValueKind.Object && !body.TryGetProperty(OrderField, out _) && body.TryGetProperty("orderId", out _);
        if ((isBare ? fields : fields.OptionalObject(OrderField)) is { } data)
            return OrderData.Read(data, CloudEventsSource.SourceName, kind, time.GetUtcNow());

        if (!faults.Exists(fault => fault.Pointer == $"/{OrderField}"))
            fields.Fault(OrderField, "is required: an object with the order, as the data of an order event");
        return null;
    }

    private static Outcome<PreviewedText> ShowGiven(OrderEvent order, string template)
    {
        try
        {
            var text = MessageTemplate.Compile(template).Render(order, Languages.CultureOf(order.Locale!, order.Locale));
            return new PreviewedText(text, order.Locale!, "given");
        }
        catch (TemplateException exception)
        {
            return Refusal.Invalid("The template cannot be used.", [new Fault($"/{TemplateField}", exception.Fault.ToString())]);
        }
    }

    private async Task<Outcome<PreviewedText>> ShowUsedAsync(OrderEvent order, CancellationToken cancellationToken)
    {
        foreach (var language in Languages.Chain(order.Locale, options.DefaultLanguage))
        {
            var own = await overrides.FindAsync(language, order.Kind, cancellationToken);
            if (own?.Fault is { } fault)
                return Refusal.Invalid($"The template chatra-templates/{own.BlobName} cannot be used; until it can, the built-in one is.", [new Fault($"/{TemplateField}", fault.ToString())]);

            if ((own?.Template ?? builtIn.Find(language, order.Kind)) is { } template)
                return Show(order, template, language, own is null ? "builtIn" : "own");
        }

        throw new InvalidOperationException($"No language has a text for {order.Kind}."); // The default language is one of the built-in ones.
    }

    private static Outcome<PreviewedText> Show(OrderEvent order, MessageTemplate template, string language, string origin)
    {
        try
        {
            return new PreviewedText(template.Render(order, Languages.CultureOf(language, order.Locale)), language, origin);
        }
        catch (TemplateException exception)
        {
            return Refusal.Invalid("The template fails with this order.", [new Fault($"/{TemplateField}", exception.Fault.ToString())]);
        }
    }
}
