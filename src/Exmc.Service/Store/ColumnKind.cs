// Types of columns, the same in all databases.
namespace Exmc.Service.Store;

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number of 64 bits; times are ticks.</summary>
    Whole,

    /// <summary>A number of double precision; null stands for not a number.</summary>
    Number,

    /// <summary>Bytes.</summary>
    Bytes,
}
