using System.ComponentModel.DataAnnotations;
using Chatra.Widget;
using Microsoft.Extensions.Configuration;

namespace ChatraFunctions.Widgets;

/// <summary>Section <c>Widget</c>, but for <c>Widget__Setup__*</c>, which <see cref="WidgetSetup"/> reads.</summary>
internal sealed class WidgetOptions : IValidatableObject
{
    public const string Section = "Widget";

    private const string Setup = "Setup";

    /// <summary>The widget's script: Chatra's own unless you test.</summary>
    public Uri ScriptAddress { get; set; } = ChatraWidget.OfficialScript;

    /// <summary>What agents see of the customer's latest order beside the chat, by the names of <see cref="OrderFacts"/>; nothing unless set.</summary>
    public IList<string> OrderFacts { get; } = [];

    /// <summary>What is misspelled, or one value where there are several, would count for nothing without a word.</summary>
    /// <exception cref="SettingException">There is such a setting; the message names it.</exception>
    public static void RefuseUnknown(IConfiguration configuration)
    {
        foreach (var setting in configuration.GetSection(Section).GetChildren())
        {
            var hasValue = !string.IsNullOrEmpty(setting.Value);
            if (Is(setting, Setup) && hasValue)
                throw new SettingException($"{Section}__{Setup}: must be set setting by setting, as {Section}__{Setup}__ChatWidth");
            if (Is(setting, nameof(OrderFacts)))
                RefuseNoList(setting, hasValue);
            else if (Is(setting, nameof(ScriptAddress)) && setting.GetChildren().Any())
                throw new SettingException($"{Section}__{nameof(ScriptAddress)}: must be one value, an address");
            else if (!Is(setting, Setup) && !Is(setting, nameof(ScriptAddress)))
                throw new SettingException($"{Section}__{setting.Key}: is no setting; there are {nameof(OrderFacts)}, {nameof(ScriptAddress)} and {Setup}");
        }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ScriptAddress is not { IsAbsoluteUri: true } || !(ScriptAddress.Scheme == Uri.UriSchemeHttps || (ScriptAddress.Scheme == Uri.UriSchemeHttp && ScriptAddress.IsLoopback)))
            yield return new ValidationResult("must be an absolute https address, or http on this machine", [nameof(ScriptAddress)]);

        foreach (var fact in OrderFacts.Where(fact => !Widgets.OrderFacts.Names.Contains(fact)))
            yield return new ValidationResult($"\"{fact}\" is none of {string.Join(", ", Widgets.OrderFacts.Names)}", [nameof(OrderFacts)]);
    }

    private static bool Is(IConfigurationSection setting, string name) => setting.Key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static void RefuseNoList(IConfigurationSection facts, bool hasValue)
    {
        var name = $"{Section}__{nameof(OrderFacts)}";
        if (hasValue)
            throw new SettingException($"{name}: must be a list, fact by fact, as {name}__0");
        if (facts.GetChildren().FirstOrDefault(fact => fact.GetChildren().Any()) is { } deeper)
            throw new SettingException($"{name}__{deeper.Key}: must be one fact");
    }
}
