using Microsoft.Extensions.DependencyInjection;

namespace ChatraFunctions.Customers;

/// <summary>Composes the bindings of customers to their chats.</summary>
internal static class CustomerServices
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services
        .AddSingleton<CustomerBindings>()
        .AddSingleton<VisitorLookUp>()
        .AddSingleton<CustomerProfiles>();
}
