namespace ChatraFunctions.Orders.Texts;

/// <summary>A template does not compile, or cannot be rendered.</summary>
public sealed class TemplateException(TemplateFault fault, Exception? inner = null) : Exception(fault.ToString(), inner)
{
    public TemplateFault Fault { get; } = fault;
}
