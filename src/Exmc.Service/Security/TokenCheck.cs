// Bearer tokens as the options say.
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Exmc.Service.Security;

/// <summary>
/// Checks JSON web tokens (RFC 7519): signature, issuer, audience and times. It is no authentication scheme of the host: those, their names and which of them is the
/// default are the host's own.
/// </summary>
internal sealed partial class TokenCheck
{
    private const string Scheme = "Bearer ";
    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenValidationParameters? _rules;
    private readonly ILogger<TokenCheck> _logger;

    public TokenCheck(IOptions<ServiceOptions> options, ILogger<TokenCheck> logger)
        : this(options.Value.Security, new HttpDocumentRetriever(), logger)
    {
    }

    /// <summary>The same, with another way to the authority's documents.</summary>
    internal TokenCheck(SecurityOptions settings, IDocumentRetriever documents, ILogger<TokenCheck> logger)
    {
        _logger = logger;
        if (!settings.HasTokens)
        {
            return;
        }

        _rules = new TokenValidationParameters { ValidAudience = settings.JwtAudience };
        if (settings.JwtIssuer.Length > 0)
        {
            _rules.ValidIssuer = settings.JwtIssuer;
        }

        if (settings.JwtAuthority.Length > 0)
        {
            // Keys are read at the first token, and anew when one is signed by a key that is not among them.
            _rules.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                settings.JwtAuthority.TrimEnd('/') + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), documents);
        }

        if (settings.JwtSigningKey.Length > 0)
        {
            _rules.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(settings.JwtSigningKey));
        }
    }

    /// <summary>Whether a request carries a valid token.</summary>
    /// <param name="authorization">Its header Authorization; may be empty.</param>
    public async Task<bool> IsValidAsync(string authorization)
    {
        if (_rules is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            _ = _rules.ConfigurationManager is { } authority ? await authority.GetBaseConfigurationAsync(CancellationToken.None).ConfigureAwait(false) : null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException)
        {
            LogAuthority(exception.Message);
            return false;
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(authorization[Scheme.Length..].Trim(), _rules).ConfigureAwait(false);
        if (!result.IsValid)
        {
            // Its kind alone: messages may quote the token.
            LogRefused(result.Exception?.GetType().Name ?? "unknown");
        }

        return result.IsValid;
    }

    [LoggerMessage(13, LogLevel.Warning, "The keys of Exmc:Security:JwtAuthority cannot be read: {Reason}")]
    private partial void LogAuthority(string reason);

    [LoggerMessage(12, LogLevel.Information, "A bearer token was refused: {Reason}")]
    private partial void LogRefused(string reason);
}
