using System.ComponentModel.DataAnnotations;
using ChatraFunctions.Orders.Texts;
using ChatraFunctions.Orders.WooCommerce;

namespace ChatraFunctions.Orders;

/// <summary>Section <c>Orders</c>.</summary>
public sealed class OrderOptions : IValidatableObject
{
    public const string Section = "Orders";

    public OrderSourceOptions CloudEvents { get; set; } = new();

    public OrderSourceOptions Shopify { get; set; } = new();

    public WooCommerceOptions WooCommerce { get; set; } = new();

    /// <summary>Which kinds of messages are sent, by their names; all unless set. The others are on record as skipped.</summary>
    public IList<string> Kinds { get; } = [];

    /// <summary>In which language a customer is told whose own is not known or not spoken here: one of the eight that are built in.</summary>
    public string DefaultLanguage { get; set; } = "en";

    /// <summary>Messages about orders are sent as this agent; as any one unless set.</summary>
    public string? AgentId { get; set; }

    /// <summary>Messages about orders are sent as an agent of this group; not together with <see cref="AgentId"/>.</summary>
    public string? GroupId { get; set; }

    /// <summary>What stands for the customer's id where an order of Shopify or WooCommerce has none.</summary>
    [EnumDataType(typeof(GuestMatch))]
    public GuestMatch MatchGuestsBy { get; set; } = GuestMatch.Nothing;

    /// <summary>
    /// For how long a parcel or a refund waits for its order, which names the customer: 4 hours unless set, for so long Shopify tries
    /// to deliver an event; 7 days at most, which is what a message in a queue can be hidden for.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan WaitForOrder { get; set; } = TimeSpan.FromHours(4);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (position, kind) in Kinds.Index().Where(entry => OrderKinds.Parse(entry.Item) is null))
            yield return new ValidationResult($"\"{kind}\" is none of {string.Join(", ", OrderKinds.All.Select(known => known.Name()))}", [Settings.Entry(nameof(Kinds), position)]);

        if (!Languages.BuiltIn.Contains(DefaultLanguage))
            yield return new ValidationResult($"must be one of {string.Join(", ", Languages.BuiltIn)}", [nameof(DefaultLanguage)]);

        if (!string.IsNullOrEmpty(AgentId) && !string.IsNullOrEmpty(GroupId))
            yield return new ValidationResult("must not be set together with Orders__AgentId", [nameof(GroupId)]);
    }

    internal bool IsSent(OrderKind kind) => Kinds.Count == 0 || Kinds.Any(name => OrderKinds.Parse(name) == kind);
}
