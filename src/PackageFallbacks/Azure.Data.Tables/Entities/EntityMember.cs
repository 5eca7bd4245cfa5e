using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Entities;

/// <summary>A public property or field of somebody's own entity type, and the table's property it stands for.</summary>
internal sealed class EntityMember
{
    private static readonly ConcurrentDictionary<Type, EntityMember[]> Known = new();

    private readonly Func<object, object> _get;
    private readonly Action<object, object> _set;
    private readonly Type _type;

    private EntityMember(MemberInfo member, Type type, Func<object, object> get, Action<object, object> set)
    {
        Name = member.Name == nameof(ITableEntity.ETag)
            ? PropertyNames.ETag
            : member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;
        _type = Nullable.GetUnderlyingType(type) ?? type;
        (_get, _set) = (get, set);
    }

    public string Name { get; }

    public static EntityMember[] Of(Type type) => Known.GetOrAdd(type, static type =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property is { GetMethod.IsPublic: true } && property.GetIndexParameters() is [])
            .Where(IsKept)
            .Select(property => new EntityMember(
                property,
                property.PropertyType,
                property.GetValue,
                property.SetMethod is { IsPublic: true } ? property.SetValue : null)),
        .. type.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Where(IsKept)
            .Select(field => new EntityMember(field, field.FieldType, field.GetValue, field.SetValue)),
    ]);

    /// <summary>A table has no enumerations: they are kept by name.</summary>
    public KeyValuePair<string, object> Read(object entity) =>
        new(Name, _get(entity) is Enum value ? value.ToString() : _get(entity));

    public void Write(object entity, object value) => _set?.Invoke(entity, Fit(value));

    private static bool IsKept(MemberInfo member) => !member.IsDefined(typeof(IgnoreDataMemberAttribute));

    private object Fit(object value) => value switch
    {
        null => null,
        _ when _type.IsInstanceOfType(value) => value,
        string text when _type.IsEnum => Enum.Parse(_type, text),
        string text when _type == typeof(ETag) => new ETag(text),
        byte[] bytes when _type == typeof(BinaryData) => BinaryData.FromBytes(bytes),
        DateTimeOffset instant when _type == typeof(DateTime) => instant.UtcDateTime,
        _ => Convert.ChangeType(value, _type, CultureInfo.InvariantCulture),
    };
}
