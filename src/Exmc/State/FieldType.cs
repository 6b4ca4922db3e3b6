// What a field of a saved state holds.
namespace Exmc;

/// <summary>The first byte of a field.</summary>
internal enum FieldType : byte
{
    /// <summary>The beginning of a part.</summary>
    Begin = (byte)'{',

    /// <summary>The end of a part; without a name.</summary>
    End = (byte)'}',

    /// <summary>One byte, 0 or 1.</summary>
    Flag = (byte)'f',

    /// <summary>A signed integer of 64 bits.</summary>
    Integer = (byte)'i',

    /// <summary>An unsigned integer of 64 bits.</summary>
    Bits = (byte)'u',

    /// <summary>A number of double precision.</summary>
    Real = (byte)'r',

    /// <summary>UTF-8, after its number of bytes.</summary>
    Text = (byte)'t',

    /// <summary>Numbers of double precision, after their count.</summary>
    Reals = (byte)'R',

    /// <summary>Signed integers of 32 bits, after their count.</summary>
    Integers = (byte)'I',
}
