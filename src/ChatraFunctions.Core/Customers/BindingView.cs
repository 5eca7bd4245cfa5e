namespace ChatraFunctions.Customers;

/// <summary>The answer of the binding routes.</summary>
public sealed record BindingView(string CustomerId, string ClientId)
{
    public static BindingView Of(Binding binding) => new(binding.CustomerId, binding.ClientId);
}
