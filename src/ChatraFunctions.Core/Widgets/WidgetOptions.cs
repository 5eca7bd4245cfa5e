using System.ComponentModel.DataAnnotations;
using Chatra.Widget;

namespace ChatraFunctions.Widgets;

/// <summary>Section <c>Widget</c>, but for <c>Widget__Setup__*</c>, which <see cref="WidgetSetup"/> reads.</summary>
internal sealed class WidgetOptions : IValidatableObject
{
    public const string Section = "Widget";

    /// <summary>The widget's script: Chatra's own unless you test.</summary>
    public Uri ScriptAddress { get; set; } = ChatraWidget.OfficialScript;

    /// <summary>What agents see of the customer's latest order beside the chat, by the names of <see cref="OrderFacts"/>; nothing unless set.</summary>
    public IList<string> OrderFacts { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ScriptAddress is not { IsAbsoluteUri: true } || !(ScriptAddress.Scheme == Uri.UriSchemeHttps || (ScriptAddress.Scheme == Uri.UriSchemeHttp && ScriptAddress.IsLoopback)))
            yield return new ValidationResult("must be an absolute https address, or http on this machine", [nameof(ScriptAddress)]);

        foreach (var (position, fact) in OrderFacts.Index().Where(entry => !Widgets.OrderFacts.Names.Contains(entry.Item)))
            yield return new ValidationResult($"\"{fact}\" is none of {string.Join(", ", Widgets.OrderFacts.Names)}", [Settings.Entry(nameof(OrderFacts), position)]);
    }
}
