using ChatraFunctions.Customers;
using ChatraFunctions.Requests;

namespace ChatraFunctions.Core.Tests.Customers;

/// <summary>The body of PUT /customers/{customerId}.</summary>
public sealed class CustomerChangesTests
{
    private static readonly CustomerDetails Jane = new("Jane", "jane@example.com", "+353 1", "en", "Loves skinny jeans");

    [Theory]
    [InlineData("""{"name":"Joan"}""", "Joan", "jane@example.com", "+353 1", "Loves skinny jeans")]
    [InlineData("""{"email":null,"phone":"+353 2"}""", "Jane", null, "+353 2", "Loves skinny jeans")]
    [InlineData("""{"name":null,"email":null,"phone":null,"notes":null,"locale":"fr"}""", null, null, null, null)]
    public async Task Null_removes_and_what_is_absent_stays(string body, string? name, string? email, string? phone, string? notes) =>
        (await CustomerStack.ReadAsync(body)).Value.ShouldNotBeNull().ApplyTo(Jane).ShouldBe(new CustomerDetails(name, email, phone, "en", notes));

    [Fact]
    public async Task Every_fault_is_named_and_no_value_is_shown()
    {
        var refusal = (await CustomerStack.ReadAsync($$"""{"name":5,"email":"","phone":{},"notes":"{{new string('n', 10_001)}}"}""")).Refusal.ShouldNotBeNull();

        refusal.Faults.Select(fault => fault.Pointer).ShouldBe(["/name", "/email", "/phone", "/notes"], ignoreOrder: true);
        string.Join(' ', refusal.Faults.Select(fault => fault.Reason)).ShouldNotContain("nnn");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"nmae":"Jane","locale":"en"}""")]
    public async Task Body_that_names_nothing_is_refused(string body) =>
        (await CustomerStack.ReadAsync(body)).Refusal.ShouldNotBeNull().Faults.ShouldHaveSingleItem().Pointer.ShouldBe("");

    [Theory]
    [InlineData("[]", "application/json", RefusalReason.Invalid)]
    [InlineData("{", "application/json", RefusalReason.Invalid)]
    [InlineData("""{"name":"a","name":"b"}""", "application/json", RefusalReason.Invalid)]
    [InlineData("", "application/json", RefusalReason.Invalid)]
    [InlineData("{}", "text/plain", RefusalReason.NotJson)]
    public async Task Kinds_of_no_stay_distinct(string body, string contentType, RefusalReason reason) =>
        (await CustomerStack.ReadAsync(body, contentType: contentType)).Refusal.ShouldNotBeNull().Reason.ShouldBe(reason);

    [Fact]
    public async Task Id_that_fits_no_key_is_refused() =>
        (await CustomerStack.ReadAsync("""{"name":"Jane"}""", new string('x', 461))).Refusal.ShouldNotBeNull().Reason.ShouldBe(RefusalReason.Invalid);
}
