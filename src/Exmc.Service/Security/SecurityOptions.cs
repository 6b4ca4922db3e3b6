// Who may send readings and act on alarms.
namespace Exmc.Service.Security;

/// <summary>Keys, tokens and rates. Without keys and tokens everybody who reaches the service may send.</summary>
public sealed class SecurityOptions
{
    /// <summary>Keys of which the header X-Api-Key must carry one, each of at least 16 characters; so a key can be replaced while the old one still serves.</summary>
    public IList<string> Keys { get; } = [];

    /// <summary>Issuer of bearer tokens with a discovery document, an https address; empty when none.</summary>
    public string JwtAuthority { get; set; } = string.Empty;

    /// <summary>Issuer that tokens must name; empty takes the authority's.</summary>
    public string JwtIssuer { get; set; } = string.Empty;

    /// <summary>Audience that tokens must name.</summary>
    public string JwtAudience { get; set; } = string.Empty;

    /// <summary>Shared key of tokens signed with HMAC, at least 32 bytes of UTF-8; empty when tokens are the authority's.</summary>
    public string JwtSigningKey { get; set; } = string.Empty;

    /// <summary>Requests per second that one address may send for ever, and twice as many at once; 0 sets no limit.</summary>
    public int RequestsPerSecond { get; set; } = 1000;

    /// <summary>Whether bearer tokens are taken.</summary>
    public bool HasTokens => JwtAuthority.Length > 0 || JwtSigningKey.Length > 0;

    /// <summary>What is wrong; null when nothing is. Names no key.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Keys.FirstOrDefault(key => key.Length < 16) is { } key)
        {
            yield return $"Exmc:Security:Keys holds a key of {key.Length} characters; keys have at least 16.";
        }

        if (HasTokens && JwtAudience.Length == 0)
        {
            yield return "Exmc:Security:JwtAudience is empty, but tokens are configured: name the audience they are made for.";
        }

        if (JwtAuthority.Length > 0 && !(Uri.TryCreate(JwtAuthority, UriKind.Absolute, out Uri? authority) && authority.Scheme == Uri.UriSchemeHttps))
        {
            yield return $"Exmc:Security:JwtAuthority is '{JwtAuthority}', but must be an https address: who can change its keys on the way can make tokens.";
        }

        if (JwtSigningKey.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(JwtSigningKey) < 32)
        {
            yield return $"Exmc:Security:JwtSigningKey has {System.Text.Encoding.UTF8.GetByteCount(JwtSigningKey)} bytes, but must have at least 32.";
        }

        if (JwtSigningKey.Length > 0 && JwtIssuer.Length == 0)
        {
            yield return "Exmc:Security:JwtIssuer is empty, but Exmc:Security:JwtSigningKey is set: name the issuer of the tokens.";
        }

        if (RequestsPerSecond < 0)
        {
            yield return $"Exmc:Security:RequestsPerSecond is {RequestsPerSecond}, but must be at least 0; 0 sets no limit.";
        }
    }
}
