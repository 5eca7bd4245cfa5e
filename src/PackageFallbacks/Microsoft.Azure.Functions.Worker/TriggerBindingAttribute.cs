namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>What every trigger's attribute derives from; it stands on the parameter that takes what triggered the function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute;
