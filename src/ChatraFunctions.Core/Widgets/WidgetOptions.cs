using System.ComponentModel.DataAnnotations;
using Chatra.Widget;
using Microsoft.Extensions.Configuration;

namespace ChatraFunctions.Widgets;

/// <summary>Section <c>Widget</c>, but for <c>Widget__Setup__*</c>, which <see cref="WidgetSetup"/> reads.</summary>
internal sealed class WidgetOptions : IValidatableObject
{
    public const string Section = "Widget";

    private const string Setup = "Setup";

    private static readonly string[] Names = [nameof(OrderFacts), nameof(ScriptAddress), Setup];

    /// <summary>The widget's script: Chatra's own unless you test.</summary>
    public Uri ScriptAddress { get; set; } = ChatraWidget.OfficialScript;

    /// <summary>What agents see of the customer's latest order beside the chat, by the names of <see cref="OrderFacts"/>; nothing unless set.</summary>
    public IList<string> OrderFacts { get; } = [];

    /// <summary>What is misspelled, or at another depth than it should be, would count for nothing without a word.</summary>
    /// <exception cref="SettingException">There is such a setting; the message names it.</exception>
    public static void RefuseUnknown(IConfiguration configuration)
    {
        foreach (var setting in configuration.GetSection(Section).GetChildren())
        {
            if (Is(setting, Setup) && !string.IsNullOrEmpty(setting.Value))
                throw new SettingException($"{Section}__{Setup}: must be set setting by setting, as {Section}__{Setup}__ChatWidth");
            if (Is(setting, nameof(OrderFacts)) && setting.GetChildren().FirstOrDefault(fact => fact.GetChildren().Any()) is { } deeper)
                throw new SettingException($"{Section}__{nameof(OrderFacts)}__{deeper.Key}: must be one fact");
            if (Is(setting, nameof(ScriptAddress)) && setting.GetChildren().Any())
                throw new SettingException($"{Section}__{nameof(ScriptAddress)}: must be one value, an address");
            if (!Array.Exists(Names, name => Is(setting, name)))
                throw new SettingException($"{Section}__{setting.Key}: is no setting; there are {nameof(OrderFacts)}, {nameof(ScriptAddress)} and {Setup}");
        }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ScriptAddress is not { IsAbsoluteUri: true } || !(ScriptAddress.Scheme == Uri.UriSchemeHttps || (ScriptAddress.Scheme == Uri.UriSchemeHttp && ScriptAddress.IsLoopback)))
            yield return new ValidationResult("must be an absolute https address, or http on this machine", [nameof(ScriptAddress)]);

        foreach (var (position, fact) in OrderFacts.Index().Where(entry => !Widgets.OrderFacts.Names.Contains(entry.Item)))
            yield return new ValidationResult($"\"{fact}\" is none of {string.Join(", ", Widgets.OrderFacts.Names)}", [Settings.Entry(nameof(OrderFacts), position)]);
    }

    private static bool Is(IConfigurationSection setting, string name) => setting.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
