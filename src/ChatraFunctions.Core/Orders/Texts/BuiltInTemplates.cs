using System.Collections.Frozen;
using HandlebarsDotNet;

namespace ChatraFunctions.Orders.Texts;

/// <summary>The texts that come with the app: one template a kind and language, embedded in the assembly.</summary>
public sealed class BuiltInTemplates
{
    private static readonly Lazy<BuiltInTemplates> All = new(() => new BuiltInTemplates());

    private readonly FrozenDictionary<(string Language, OrderKind Kind), MessageTemplate> _templates;

    private BuiltInTemplates()
    {
        var environment = MessageTemplate.NewEnvironment();
        _templates = Languages.BuiltIn
            .SelectMany(language => OrderKinds.All.Select(kind => (language, kind)))
            .ToFrozenDictionary(place => place, place => Compile(place.language, place.kind, environment));
    }

    /// <summary>Compiled once a process.</summary>
    /// <exception cref="TemplateException">A template does not compile: the build is broken, and the start stops here.</exception>
    public static BuiltInTemplates Instance => All.Value;

    /// <summary>Null for a language that is not built in.</summary>
    public MessageTemplate? Find(string language, OrderKind kind) => _templates.GetValueOrDefault((language, kind));

    private static MessageTemplate Compile(string language, OrderKind kind, IHandlebars environment)
    {
        var name = $"ChatraFunctions.Orders.Templates.{language}/{kind.Name()}.hbs";
        using var stream = typeof(BuiltInTemplates).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The template {name} is not embedded.");
        using var reader = new StreamReader(stream);
        try
        {
            return MessageTemplate.Compile(reader.ReadToEnd(), environment);
        }
        catch (TemplateException exception)
        {
            throw new TemplateException(exception.Fault with { Reason = $"the built-in template {language}/{kind.Name()}: {exception.Fault.Reason}" }, exception);
        }
    }
}
