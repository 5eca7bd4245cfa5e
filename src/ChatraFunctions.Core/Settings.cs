using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ChatraFunctions;

/// <summary>
/// Reads one stage's options from their configuration section and checks their annotations, before anything starts.
/// </summary>
internal static class Settings
{
    /// <exception cref="SettingException">A value is missing, of the wrong type or out of range; the message names the setting.</exception>
    public static TOptions Read<TOptions>(IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        CheckLists(typeof(TOptions), configuration.GetSection(section));
        var options = Bind<TOptions>(configuration, section);
        var results = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
            return options;

        var first = results[0];
        throw new SettingException($"{Written(NameOf(configuration, $"{section}:{first.MemberNames.FirstOrDefault()}"))}: {first.ErrorMessage}");
    }

    /// <summary>Where options have the entry of a list: for <see cref="ValidationResult.MemberNames"/>.</summary>
    public static string Entry(string list, int position) => string.Create(CultureInfo.InvariantCulture, $"{list}:{position}");

    /// <summary>The name of a list's entry as an operator typed it: its own number, for the numbers of a list may have gaps.</summary>
    public static string NameOfEntry(IConfiguration configuration, string list, int position) => Written(NameOf(configuration, Entry(list, position)));

    private static string NameOf(IConfiguration configuration, string path)
    {
        var border = path.LastIndexOf(':');
        return int.TryParse(path.AsSpan(border + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? configuration.GetSection(path[..border]).GetChildren().ElementAtOrDefault(position)?.Path ?? path
            : path;
    }

    /// <summary>As an environment variable.</summary>
    private static string Written(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>The binder takes no notice of a list that is set as one value; a shop's secret must not count for nothing.</summary>
    private static void CheckLists(Type options, IConfigurationSection section)
    {
        foreach (var property in options.GetProperties())
        {
            var part = section.GetSection(property.Name);
            if (property.PropertyType == typeof(IList<string>) && !string.IsNullOrEmpty(part.Value))
                throw new SettingException($"{Written(part.Path)}: must be set entry by entry, as {Written(Entry(part.Path, 0))}");

            if (property.PropertyType.Assembly == typeof(Settings).Assembly && property.PropertyType.IsClass)
                CheckLists(property.PropertyType, part);
        }
    }

    private static TOptions Bind<TOptions>(IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        try
        {
            return configuration.GetSection(section).Get<TOptions>() ?? new TOptions();
        }
        catch (InvalidOperationException exception)
        {
            // "Failed to convert configuration value 'x' at 'Chatra:RequestsPerMinute' to type 'System.Int32'."
            var path = exception.Message.Split('\'').FirstOrDefault(part => part.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase)) ?? section;
            throw new SettingException($"{Written(path)}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }
}
