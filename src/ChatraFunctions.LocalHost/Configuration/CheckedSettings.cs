using System.ComponentModel.DataAnnotations;

namespace ChatraFunctions.LocalHost;

/// <summary>Settings read and checked before anything starts; what is wrong is said in one line that begins with the setting's name.</summary>
internal static class CheckedSettings
{
    /// <exception cref="SettingException">A value is of the wrong type or out of range.</exception>
    public static TSettings Checked<TSettings>(this IConfiguration configuration, string section)
        where TSettings : class, new()
    {
        var settings = Bound<TSettings>(configuration.GetSection(section));
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(settings, new ValidationContext(settings), faults, validateAllProperties: true))
            throw new SettingException($"{Written($"{section}:{faults[0].MemberNames.First()}")}: {faults[0].ErrorMessage}");

        return settings;
    }

    /// <summary>The name as it is written in the environment.</summary>
    public static string Written(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    private static TSettings Bound<TSettings>(IConfigurationSection section)
        where TSettings : class, new()
    {
        try
        {
            return section.Get<TSettings>() ?? new TSettings();
        }
        catch (InvalidOperationException exception)
        {
            // "Failed to convert configuration value 'x' at 'LocalHost:MessageLease' to type 'System.TimeSpan'."
            var name = exception.Message.Split('\'').FirstOrDefault(part => part.StartsWith(section.Path + ":", StringComparison.OrdinalIgnoreCase));
            throw new SettingException($"{Written(name ?? section.Path)}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }
}
