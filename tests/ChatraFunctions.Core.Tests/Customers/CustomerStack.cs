using System.Text;
using System.Text.Json;
using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Customers;
using ChatraFunctions.Outbox;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Core.Tests.Customers;

/// <summary>What the routes of a customer do, without a host.</summary>
internal static class CustomerStack
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public static async Task<string> BindAsync(this OutboxStack stack, string customerId = "42") =>
        (await stack.Get<CustomerBindings>().BindAsync(customerId, details: null, Ending)).Binding.ClientId;

    public static async Task<CustomerView> PutAsync(this OutboxStack stack, string body, string customerId = "42")
    {
        var changes = (await ReadAsync(body, customerId)).Value.ShouldNotBeNull();
        return await stack.Get<CustomerProfiles>().ChangeAsync(customerId, changes, Ending);
    }

    public static Task<Outcome<CustomerView>> GetAsync(this OutboxStack stack, bool isLive = false, string customerId = "42") =>
        stack.Get<CustomerProfiles>().ReadAsync(customerId, isLive, Ending);

    public static Task<Delivery> UpdateAsync(this OutboxStack stack, string customerId = "42") => stack.FindAsync(VisitorUpdates.KeyOf(customerId));

    /// <summary>What Chatra was asked for, in order: the body of each <c>PUT /clients/…</c>.</summary>
    public static IReadOnlyList<string> Told(this OutboxStack stack) =>
        [.. stack.Chatra.Lines.Zip(stack.Chatra.Requests).Where(call => call.First.StartsWith("PUT /clients/", StringComparison.Ordinal)).Select(call => Sorted(call.Second))];

    public static Task<Outcome<CustomerChanges>> ReadAsync(string body, string customerId = "42", string? contentType = "application/json")
    {
        var context = new DefaultHttpContext { Request = { Method = "PUT", ContentType = contentType, Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } };
        return CustomerChanges.ReadAsync(customerId, context.Request, 100_000, Ending);
    }

    private static string Sorted(JsonElement body) => string.Join(' ', body.EnumerateObject().Select(property => property.ToString()).Order(StringComparer.Ordinal));
}
