using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ChatraFunctions.Orders.Texts;

/// <summary>
/// Writes what customers read, in their language: by the shop's own template where there is one, else by the built-in one; of the exact
/// locale, then its language, then the default language.
/// </summary>
public sealed partial class MessageTexts(BuiltInTemplates builtIn, TemplateOverrides overrides, OrderOptions options, ILogger<MessageTexts> logger)
{
    /// <param name="order">What happened; its locale is the customer's.</param>
    /// <param name="cancellationToken">Ends the wait for storage.</param>
    public async Task<string> WriteAsync(OrderEvent order, CancellationToken cancellationToken)
    {
        foreach (var language in Languages.Chain(order.Locale, options.DefaultLanguage))
        {
            var culture = Languages.CultureOf(language, order.Locale);
            if (await overrides.FindAsync(language, order.Kind, cancellationToken) is { Template: { } own } && TryRender(own, order, language, culture) is { } text)
                return text;

            if (builtIn.Find(language, order.Kind) is { } template)
                return template.Render(order, culture);
        }

        throw new InvalidOperationException($"No language has a text for {order.Kind}."); // The default language is one of the built-in ones.
    }

    /// <summary>Null when the shop's own template fails with this very order.</summary>
    private string? TryRender(MessageTemplate own, OrderEvent order, string language, CultureInfo culture)
    {
        try
        {
            return own.Render(order, culture);
        }
        catch (TemplateException exception)
        {
            Log.NotRendered(logger, language, order.Kind, order.MessageKey, exception.InnerException?.GetType().Name);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The template chatra-templates/{Language}/{Kind}.hbs fails with message {Key}, and the built-in one is used ({Error})")]
        public static partial void NotRendered(ILogger logger, string language, OrderKind kind, string key, string? error);
    }
}
