// Bearer tokens as the options say.
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Exmc.Service.Security;

internal sealed class TokenSetup(IOptions<ServiceOptions> options) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions bearer)
    {
        SecurityOptions settings = options.Value.Security;
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters.ValidAudience = settings.JwtAudience;
        if (settings.JwtIssuer.Length > 0)
        {
            bearer.TokenValidationParameters.ValidIssuer = settings.JwtIssuer;
        }

        if (settings.JwtAuthority.Length > 0)
        {
            bearer.Authority = settings.JwtAuthority;
        }

        if (settings.JwtSigningKey.Length > 0)
        {
            bearer.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(settings.JwtSigningKey));
        }
    }
}
