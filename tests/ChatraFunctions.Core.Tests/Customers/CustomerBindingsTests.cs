using ChatraFunctions.Core.Tests.Outbox;
using ChatraFunctions.Customers;
using TestKit;

namespace ChatraFunctions.Core.Tests.Customers;

/// <summary>One customer, one secret chat.</summary>
public sealed class CustomerBindingsTests(AzuriteFixture azurite)
{
    private static readonly CustomerDetails Jane = new("Jane", "jane@example.com", "+353 1", "en");

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secret_of_forty_letters_and_digits_is_made_once_under_twenty_calls_at_once()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var bindings = stack.Get<CustomerBindings>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bindings.BindAsync("42", Jane, Ending)));

        var clientId = answers.Select(answer => answer.Binding.ClientId).Distinct().ShouldHaveSingleItem();
        clientId.ShouldMatch("^[A-Za-z0-9]{40}$");
        answers.Count(answer => answer.Created).ShouldBe(1);
        (await bindings.FindAsync("42", Ending)).ShouldBe(new Binding("42", clientId, Jane));
    }

    /// <summary>What is drawn evenly from 62 letters holds log2(62) bits each; of 20,000 of them each is there as often as chance has it.</summary>
    [Fact]
    public async Task Secret_has_192_bits_or_more_of_a_cryptographic_generator()
    {
        const double bitsOfOneLetter = 5.954;
        await using var stack = await OutboxStack.OnAsync(azurite);
        var (bound, _) = await stack.Get<CustomerBindings>().BindAsync("42", null, Ending);

        (bound.ClientId.Length * bitsOfOneLetter).ShouldBeGreaterThan(192);

        var letters = string.Concat(Enumerable.Range(0, 500).Select(_ => CustomerBindings.NewClientId()));
        var counts = letters.GroupBy(letter => letter).ToDictionary(group => group.Key, group => group.Count());
        counts.Count.ShouldBe(62);
        // Chi-square of 61 degrees of freedom: beyond 140 once in ten million runs.
        counts.Values.Sum(count => Math.Pow(count - (letters.Length / 62.0), 2) / (letters.Length / 62.0)).ShouldBeLessThan(140);
        // Even letters alone do not make it a secret: who draws them does.
        File.ReadAllText(RepositoryRoot.Combine("src/ChatraFunctions.Core/Customers/CustomerBindings.cs"))
            .ShouldContain("NewClientId() => RandomNumberGenerator.GetString(ClientIdAlphabet, ClientIdLength)");
    }

    [Fact]
    public async Task Different_customers_have_different_secrets()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var bindings = stack.Get<CustomerBindings>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => bindings.BindAsync($"{i}", null, Ending)));

        answers.Select(answer => answer.Binding.ClientId).ShouldBeUnique();
    }

    [Fact]
    public async Task Details_that_are_given_replace_those_before_and_the_others_stay()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var bindings = stack.Get<CustomerBindings>();
        var first = await bindings.BindAsync("42", Jane, Ending);

        var kept = await bindings.BindAsync("42", null, Ending);
        (await bindings.FindAsync("42", Ending))!.Details.ShouldBe(Jane);
        var replaced = await bindings.BindAsync("42", new CustomerDetails("Joan", null, null, "fr"), Ending);

        (await bindings.FindAsync("42", Ending))!.Details.ShouldBe(Jane with { Name = "Joan", Locale = "fr" });
        new[] { kept.Binding.ClientId, replaced.Binding.ClientId }.ShouldAllBe(id => id == first.Binding.ClientId);
        (kept.Created || replaced.Created).ShouldBeFalse();
    }

    [Fact]
    public async Task Same_details_again_cost_no_write()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var bindings = stack.Get<CustomerBindings>();
        await bindings.BindAsync("42", Jane, Ending);
        stack.Proxy.Clear();

        await bindings.BindAsync("42", Jane, Ending);

        stack.Proxy.Calls.ShouldHaveSingleItem().Method.ShouldBe("GET");
    }

    [Fact]
    public async Task Customer_who_is_bound_again_has_a_new_secret()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var bindings = stack.Get<CustomerBindings>();
        var (before, _) = await bindings.BindAsync("42", null, Ending);

        await bindings.UnbindAsync("42", Ending);
        await bindings.UnbindAsync("42", Ending); // The second time there is nothing to forget.
        (await bindings.FindAsync("42", Ending)).ShouldBeNull();
        var (after, created) = await bindings.BindAsync("42", null, Ending);

        created.ShouldBeTrue();
        after.ClientId.ShouldNotBe(before.ClientId);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("100%")]
    [InlineData("#1001?x=\\y")]
    [InlineData("jané@example.com 👋")]
    [InlineData("it's")]
    [InlineData("a!b")]
    [InlineData("..")]
    [InlineData("+")]
    [InlineData("\t\u0085")]
    public async Task Any_id_is_legal(string customerId)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var bindings = stack.Get<CustomerBindings>();
        var (bound, _) = await bindings.BindAsync(customerId, Jane, Ending);

        (await bindings.FindAsync(customerId, Ending)).ShouldBe(bound);
        (await bindings.BindAsync(customerId, new CustomerDetails(null, null, null, null), Ending)).Binding.ClientId.ShouldBe(bound.ClientId);
        await bindings.UnbindAsync(customerId, Ending);
        (await bindings.FindAsync(customerId, Ending)).ShouldBeNull();
    }

    [Fact]
    public async Task Ids_that_look_alike_are_different_customers()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var bindings = stack.Get<CustomerBindings>();
        string[] ids = ["a/b", "a%2Fb", "a!002Fb", "a\\b", "A/b", "a/b "];
        foreach (var id in ids)
            await bindings.BindAsync(id, null, Ending);

        var found = await Task.WhenAll(ids.Select(id => bindings.FindAsync(id, Ending)));

        found.Select(binding => binding!.ClientId).ShouldBeUnique();
        found.Select(binding => binding!.CustomerId).ShouldBe(ids);
    }

    [Theory]
    [InlineData(461)]
    [InlineData(100_000)]
    [InlineData(0)]
    public async Task Id_that_cannot_be_a_key_is_simply_not_bound(int length)
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var bindings = stack.Get<CustomerBindings>();

        (await bindings.FindAsync(new string('x', length), Ending)).ShouldBeNull();
        await bindings.UnbindAsync(new string('x', length), Ending);
        stack.Proxy.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Binding_whose_answer_is_lost_is_the_one_that_is_returned()
    {
        await using var stack = await OutboxStack.OnAsync(azurite);
        var bindings = stack.Get<CustomerBindings>();
        var lost = false;
        stack.Proxy.AfterForward = call => Task.FromResult(!lost && (lost = call.Method == "POST") ? FaultAction.Drop : null);

        var (bound, _) = await bindings.BindAsync("42", null, Ending);

        (await bindings.FindAsync("42", Ending))!.ClientId.ShouldBe(bound.ClientId);
    }
}
