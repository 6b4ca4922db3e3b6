// Tokens of an authority, and the schemes of the host that the service is in.
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text;
using Exmc.Service.Security;
using Exmc.Service.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Xunit;

namespace Exmc.Service.Tests;

[Collection(LocalService.Name)]
public class TokenTests
{
    private const string Authority = "https://id.example/";
    private const string Signing = "a signing key of thirty-two bytes or more";

    [Fact]
    public async Task A_host_keeps_its_own_bearer_scheme()
    {
        string file = ServiceProcess.NewDatabase();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Fleet:Database"] = file,
            ["Fleet:Security:JwtSigningKey"] = Signing,
            ["Fleet:Security:JwtIssuer"] = "tests",
            ["Fleet:Security:JwtAudience"] = "exmc",
        });
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, HostScheme>("Bearer", null);
        builder.Services.AddAuthorization();
        builder.Services.AddExmcFleet(builder.Configuration.GetSection("Fleet"));
        await using WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/mine", (ClaimsPrincipal user) => user.Identity!.Name).RequireAuthorization();
        app.MapExmcFleet();
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
        string token = Token(text => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Signing), text), "HS256", "tests", null);
        Assert.Equal((200, 401), (await SendAsync("/mine", HttpMethod.Get, "the host's"), await SendAsync("/write", HttpMethod.Post, "the host's")));
        Assert.Equal((401, 200), (await SendAsync("/mine", HttpMethod.Get, token), await SendAsync("/write", HttpMethod.Post, token)));
        await app.StopAsync();
        SqliteFleetStore.Remove(file);

        async Task<int> SendAsync(string path, HttpMethod method, string bearer)
        {
            using HttpRequestMessage request = new(method, path) { Content = method == HttpMethod.Post ? new StringContent("a value=1") : null };
            request.Headers.Add("Authorization", "Bearer " + bearer);
            using HttpResponseMessage answer = await client.SendAsync(request);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_token_signed_by_a_key_of_the_authority_is_taken_and_no_other()
    {
        using RSA key = RSA.Create(2048), other = RSA.Create(2048);
        RSAParameters open = key.ExportParameters(false);
        Documents documents = new(
            new { issuer = "https://id.example", jwks_uri = "https://id.example/keys" },
            new { keys = new[] { new { kty = "RSA", use = "sig", kid = "one", n = Encode(open.Modulus!), e = Encode(open.Exponent!) } } });
        TokenCheck check = new(new SecurityOptions { JwtAuthority = Authority, JwtAudience = "exmc" }, documents, NullLogger<TokenCheck>.Instance);
        Assert.True(await check.IsValidAsync("Bearer " + Of(key, "https://id.example")));
        Assert.False(await check.IsValidAsync("Bearer " + Of(other, "https://id.example")));
        Assert.False(await check.IsValidAsync("Bearer " + Of(key, "https://other.example")));
        Assert.False(await check.IsValidAsync(Of(key, "https://id.example")));
        Assert.False(await check.IsValidAsync("Basic " + Of(key, "https://id.example")));
        TokenCheck away = new(new SecurityOptions { JwtAuthority = Authority, JwtAudience = "exmc" }, new Documents(null, null), NullLogger<TokenCheck>.Instance);
        Assert.False(await away.IsValidAsync("Bearer " + Of(key, "https://id.example")));

        static string Of(RSA key, string issuer) => Token(text => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), "RS256", issuer, "one");
    }

    // RFC 7519, written here so that the oracle is not the library under test.
    private static string Token(Func<byte[], byte[]> sign, string algorithm, string issuer, string? key)
    {
        long expires = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds();
        string head = key is null ? $$"""{"alg":"{{algorithm}}","typ":"JWT"}""" : $$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"{{key}}"}""";
        string text = Encode(Encoding.UTF8.GetBytes(head)) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(new { iss = issuer, aud = "exmc", exp = expires }));
        return text + "." + Encode(sign(Encoding.ASCII.GetBytes(text)));
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    // The documents of an authority; without them it is away.
    private sealed class Documents(object? discovery, object? keys) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
            (address.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal) ? discovery : keys) is { } document
                ? Task.FromResult(JsonSerializer.Serialize(document))
                : throw new IOException("away");
    }

    private sealed class HostScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers.Authorization == "Bearer the host's"
                ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "somebody")], "host")), Scheme.Name))
                : AuthenticateResult.NoResult());
    }
}
