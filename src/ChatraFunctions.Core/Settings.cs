using System.ComponentModel.DataAnnotations;
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
        var options = Bind<TOptions>(configuration, section);
        var results = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
            return options;

        var first = results[0];
        throw new SettingException($"{section.Replace(":", "__", StringComparison.Ordinal)}__{first.MemberNames.FirstOrDefault()}: {first.ErrorMessage}");
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
            throw new SettingException($"{path.Replace(":", "__", StringComparison.Ordinal)}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }
}
