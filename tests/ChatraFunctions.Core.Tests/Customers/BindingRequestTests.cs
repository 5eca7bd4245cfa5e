using System.Text;
using ChatraFunctions.Customers;
using ChatraFunctions.Requests;
using Microsoft.AspNetCore.Http;

namespace ChatraFunctions.Core.Tests.Customers;

/// <summary>The body of PUT /customers/{customerId}/binding, which may be left out.</summary>
public sealed class BindingRequestTests
{
    [Fact]
    public async Task Body_may_be_left_out()
    {
        (await ReadAsync(null, contentType: null)).Value.ShouldBe(new BindingRequest("42", Details: null));
        (await ReadAsync("", contentType: "application/json")).Value.ShouldBe(new BindingRequest("42", Details: null));
    }

    [Fact]
    public async Task Details_are_read() =>
        (await ReadAsync("""{"name":"Jane","email":"j@x","phone":null,"other":5}""")).Value.ShouldBe(
            new BindingRequest("42", new CustomerDetails("Jane", "j@x", null, null)));

    [Fact]
    public async Task Every_fault_is_named()
    {
        var refusal = (await ReadAsync($$"""{"name":5,"email":[],"phone":"{{new string('1', 1001)}}","locale":{} }""")).Refusal.ShouldNotBeNull();

        refusal.Faults.Select(fault => fault.Pointer).ShouldBe(["/name", "/email", "/phone", "/locale"]);
        refusal.Detail.ShouldNotContain("111");
    }

    [Theory]
    [InlineData("[]", "application/json", RefusalReason.Invalid)]
    [InlineData("{", "application/json", RefusalReason.Invalid)]
    [InlineData("{}", "text/plain", RefusalReason.NotJson)]
    [InlineData("{}", null, RefusalReason.NotJson)]
    public async Task Kinds_of_no_stay_distinct(string body, string? contentType, RefusalReason reason) =>
        (await ReadAsync(body, contentType)).Refusal.ShouldNotBeNull().Reason.ShouldBe(reason);

    [Fact]
    public async Task Body_over_the_limit_is_too_large() =>
        (await ReadAsync($$"""{"name":"{{new string('x', 1000)}}"}""", maxBytes: 1000)).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.TooLarge);

    [Fact]
    public async Task Id_that_fits_no_key_is_refused() =>
        (await ReadAsync("{}", customerId: new string('x', 461))).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Invalid);

    private static Task<Outcome<BindingRequest>> ReadAsync(string? body, string? contentType = "application/json", int maxBytes = 10_000, string customerId = "42")
    {
        var bytes = body is null ? null : Encoding.UTF8.GetBytes(body);
        var context = new DefaultHttpContext { Request = { Method = "PUT", ContentType = contentType, ContentLength = bytes?.Length, Body = new MemoryStream(bytes ?? []) } };
        return BindingRequest.ReadAsync(customerId, context.Request, maxBytes, TestContext.Current.CancellationToken);
    }
}
