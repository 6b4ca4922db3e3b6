// The body of a request, bounded and unpacked.
using System.IO.Compression;
using Exmc.Service.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace Exmc.Service.Http;

/// <summary>The bytes of a body, or why there are none.</summary>
/// <param name="Bytes">The bytes, unpacked, without a mark of their order at the start.</param>
/// <param name="Refusal">Why it was not taken; null when it was.</param>
/// <param name="Status">The status of the refusal.</param>
/// <param name="Problem">The refusal in words.</param>
internal sealed record RequestBody(ReadOnlyMemory<byte> Bytes, Rejection? Refusal = null, int Status = 200, string Problem = "")
{
    private const int ClientClosedRequest = 499;
    private const int Piece = 32_768;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads it to its end, whichever server hosts the service. Clients of InfluxDB pack what they send with gzip.</summary>
    /// <param name="http">The request.</param>
    /// <param name="most">Bytes allowed, both as they come and unpacked.</param>
    public static async Task<RequestBody> ReadAsync(HttpContext http, int most)
    {
        string encoding = http.Request.Headers.ContentEncoding.ToString();
        bool isPacked = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isPacked && encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return Refused(Rejection.Encoding, StatusCodes.Status415UnsupportedMediaType, $"The body's Content-Encoding is '{encoding}'; known are gzip and identity.");
        }

        if (http.Request.ContentLength > most)
        {
            return TooLarge(most);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }

        try
        {
            using GZipStream? unpacked = isPacked ? new GZipStream(http.Request.Body, CompressionMode.Decompress, leaveOpen: true) : null;
            return await ReadAsync(unpacked ?? http.Request.Body, most, http.RequestAborted).ConfigureAwait(false) is { } bytes ? new RequestBody(WithoutMark(bytes)) : TooLarge(most);
        }
        catch (BadHttpRequestException exception)
        {
            return Refused(Rejection.Body, exception.StatusCode, exception.Message);
        }
        catch (InvalidDataException)
        {
            return Refused(Rejection.Encoding, StatusCodes.Status400BadRequest, "The body's Content-Encoding is gzip, but it cannot be unpacked.");
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return Refused(Rejection.Aborted, ClientClosedRequest, "The client was gone before its body had come.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, int most, CancellationToken cancellation)
    {
        using MemoryStream taken = new();
        byte[] piece = new byte[Piece];
        for (int count; (count = await body.ReadAsync(piece, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (taken.Length + count > most)
            {
                return null;
            }

            taken.Write(piece, 0, count);
        }

        return taken.GetBuffer().AsMemory(0, (int)taken.Length);
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;

    private static RequestBody TooLarge(int most) => Refused(Rejection.Body, StatusCodes.Status413PayloadTooLarge, $"The body has more than {most} bytes, the most that Exmc:MaxBodyBytes allows.");

    private static RequestBody Refused(Rejection reason, int status, string problem) => new(default, reason, status, problem);
}
