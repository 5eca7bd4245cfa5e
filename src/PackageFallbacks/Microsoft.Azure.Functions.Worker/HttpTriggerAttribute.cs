using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function answers HTTP requests.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>The level stays <see cref="AuthorizationLevel.Anonymous"/>, as in the official package: always pass it.</summary>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) => (AuthLevel, Methods) = (authLevel, methods);

    /// <summary>An ASP.NET Core route template below the host's prefix; absent, it is the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>The methods it answers to; absent or empty, all of them.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>The key it asks for.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }
}
