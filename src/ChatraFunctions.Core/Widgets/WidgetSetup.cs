using Chatra.Widget;
using Microsoft.Extensions.Configuration;

namespace ChatraFunctions.Widgets;

/// <summary>
/// The shop's settings of the widget, <c>Widget__Setup__*</c>: each under its documented name, with a capital. They are checked by the
/// documentation's own rules before anything starts.
/// </summary>
internal static class WidgetSetup
{
    private const string Section = "Widget:Setup";
    private const string Colors = "colors";
    private const string Locale = "locale";

    /// <summary>The customer's, never the shop's.</summary>
    private const string ClientId = "clientId";

    private static readonly IReadOnlyList<string> Names =
    [
        .. ChatraSetup.Names.Where(name => name is not (Colors or ClientId)),
        .. ChatraColors.Names.Select(color => $"{Colors}.{color}"),
    ];

    /// <exception cref="SettingException">A setting is not as documented, or there is none of that name; the message names it.</exception>
    public static ChatraSetup Read(IConfiguration configuration)
    {
        RefuseUnknown(configuration.GetSection(Section), prefix: "");
        RefuseUnknown(configuration.GetSection($"{Section}:Colors"), $"{Colors}.");
        try
        {
            var setup = new ChatraSetup();
            foreach (var name in Names)
            {
                if (configuration[$"{Section}:{Path(name).Replace("__", ":", StringComparison.Ordinal)}"] is { Length: > 0 } text)
                    setup = setup.With(name, text);
            }

            _ = new ChatraWidget("checked") { Setup = setup }.ToJson(); // Settings that do not fit together show when they are rendered.
            return setup;
        }
        catch (ChatraWidgetException exception)
        {
            throw new SettingException($"{Setting(exception.Name)}: must be {exception.Rule}; got {exception.Kind}", exception);
        }
    }

    /// <summary>What is spelled in parts where one value is expected, or the other way round, would count for nothing without a word.</summary>
    private static void RefuseUnknown(IConfigurationSection section, string prefix)
    {
        foreach (var child in section.GetChildren())
        {
            var name = prefix + child.Key;
            if (name.Equals(ClientId, StringComparison.OrdinalIgnoreCase))
                throw new SettingException($"{Setting(ClientId)}: must not be set: it is each customer's own secret");

            if (name.Equals(Colors, StringComparison.OrdinalIgnoreCase))
            {
                if (!string.IsNullOrEmpty(child.Value))
                    throw new SettingException($"{Setting(Colors)}: must be set color by color, as {Setting($"{Colors}.{ChatraColors.Names[0]}")}");
            }
            else if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw new SettingException($"{Setting(name)}: is no documented setting of Chatra's widget");
            }
            else if (child.GetChildren().FirstOrDefault() is { } part)
            {
                throw new SettingException($"{Setting($"{name}.{part.Key}")}: must be a part of one value, {Setting(name)}{(name.Equals(Locale, StringComparison.OrdinalIgnoreCase) ? ", which is JSON" : "")}");
            }
        }
    }

    private static string Setting(string name) => $"Widget__Setup__{Path(name)}";

    /// <summary>As the environment spells it: <c>colors.buttonBg</c> is <c>Widget__Setup__Colors__ButtonBg</c>, of which this is the end.</summary>
    private static string Path(string name) => string.Join("__", name.Split('.').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
