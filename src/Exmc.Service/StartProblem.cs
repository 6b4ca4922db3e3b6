// Why the service cannot start, in words for who started it.
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;

namespace Exmc.Service;

/// <summary>Tells what surrounds the service, such as a database, a port or a certificate, from a defect of its own.</summary>
internal static class StartProblem
{
    /// <summary>A line that says what is wrong, and what would help; null when the exception is of another kind.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        DbException => $"The store cannot be opened: {exception.Message.TrimEnd('.')}. Exmc:Store, Exmc:Database and Exmc:ConnectionString say which it is.",
        InvalidDataException => exception.Message,
        IOException { InnerException: AddressInUseException } => $"{exception.Message.TrimEnd('.')}. Another program serves there; choose another address by --urls.",
        SocketException => $"The address cannot be served: {exception.Message.TrimEnd('.')}. Choose another by --urls.",
        IOException or FormatException or CryptographicException or UnauthorizedAccessException or InvalidOperationException => exception.Message,
        _ => null,
    };
}
