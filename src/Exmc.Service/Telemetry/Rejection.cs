// Why a request was refused as a whole.
namespace Exmc.Service.Telemetry;

/// <summary>Reasons, the values of the tag "reason" of ppl.ingest.rejected.</summary>
internal enum Rejection
{
    /// <summary>The body is larger than allowed, or broken.</summary>
    Body,

    /// <summary>The body is packed in a way that is not known, or cannot be unpacked.</summary>
    Encoding,

    /// <summary>The client was gone before its body had come.</summary>
    Aborted,

    /// <summary>More readings than allowed in a request.</summary>
    Readings,

    /// <summary>Too many requests per second.</summary>
    Rate,

    /// <summary>Too many readings wait for the disk; also of a message whose sender does not ask for an acknowledgement.</summary>
    Busy,

    /// <summary>No valid key or token.</summary>
    Key,

    /// <summary>Sent by another site's page.</summary>
    Site,

    /// <summary>The service is stopping.</summary>
    Stopping,

    /// <summary>The store failed.</summary>
    Store,
}
