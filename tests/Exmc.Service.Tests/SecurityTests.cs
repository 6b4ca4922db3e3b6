// Keys, tokens, TLS and limits, each with its status and its counter.
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Exmc.Service.Store;
using Xunit;

namespace Exmc.Service.Tests;

[Collection(LocalService.Name)]
public class SecurityTests
{
    private const string First = "first-key-of-the-test";
    private const string Second = "second-key-of-the-test";
    private const string Signing = "a signing key of thirty-two bytes or more";
    private const string Good = "a value=1";

    [Fact]
    public async Task Any_of_the_keys_or_a_valid_token_lets_in_and_nothing_else_does()
    {
        await using LocalService service = await LocalService.StartAsync(
            "--Exmc:Security:Keys:0", First, "--Exmc:Security:Keys:1", Second, "--Exmc:Security:JwtSigningKey", Signing, "--Exmc:Security:JwtIssuer", "tests", "--Exmc:Security:JwtAudience", "exmc");
        long soon = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(key: First));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(key: Second));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(bearer: Token(Signing, "tests", "exmc", soon)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(key: First + Second));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(bearer: Token(Signing + "x", "tests", "exmc", soon)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(bearer: Token(Signing, "others", "exmc", soon)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(bearer: Token(Signing, "tests", "other", soon)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(bearer: Token(Signing, "tests", "exmc", soon - 3600)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(bearer: "no.token.atall"));
        await service.UntilMetricAsync("ppl_ingest_rejected_total", "reason=\"key\"", 7);

        async Task<HttpStatusCode> StatusAsync(string? key = null, string? bearer = null)
        {
            using HttpResponseMessage answer = await service.PostAsync("/write", Good, key: key, bearer: bearer);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Limits_of_body_readings_lines_and_sensors_are_answered_and_counted()
    {
        await using LocalService service = await LocalService.StartAsync("--Exmc:MaxBodyBytes", "200000", "--Exmc:MaxReadings", "100", "--Exmc:Fleet:MaxSensors", "2");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync(new string('a', 300_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync(string.Concat(Enumerable.Repeat("a value=1\n", 101))));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"a value={new string('1', 70_000)}"));

        // In one request: no sensor of it is known when the limit is asked.
        using HttpResponseMessage some = await service.PostAsync("/write", "a value=1\nb value=1\nc value=1\nd value=1\n");
        Assert.Equal(HttpStatusCode.OK, some.StatusCode);
        string body = await some.Content.ReadAsStringAsync();
        Assert.Contains("\"committed\":2", body, StringComparison.Ordinal);
        Assert.Contains("more than 2 sensors", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("e value=1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("a value=2"));
        await service.UntilMetricAsync("ppl_ingest_rejected_total", "reason=\"body\"", 1);
        await service.UntilMetricAsync("ppl_ingest_rejected_total", "reason=\"readings\"", 1);
        await service.UntilMetricAsync("ppl_ingest_crowded_total", string.Empty, 3);
        await service.UntilMetricAsync("ppl_ingest_quarantined_total", string.Empty, 4);

        async Task<HttpStatusCode> StatusAsync(string text)
        {
            using HttpResponseMessage answer = await service.PostAsync("/write", text);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task More_requests_than_allowed_are_told_to_come_again()
    {
        await using LocalService service = await LocalService.StartAsync("--Exmc:Security:RequestsPerSecond", "2");
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.PostAsync("/write", Good)));
        int refused = answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(20 - refused, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.InRange(refused, 1, 16);
        Assert.All(answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests), answer => Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta));
        await service.UntilMetricAsync("ppl_ingest_rejected_total", "reason=\"rate\"", refused);
    }

    [Fact]
    public async Task With_a_certificate_readings_come_over_tls()
    {
        string certificate = Path.Combine(Path.GetTempPath(), $"exmc-test-{Guid.NewGuid():N}.pfx");
        string file = ServiceProcess.NewDatabase();
        using RSA key = RSA.Create(2048);
        using X509Certificate2 made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllBytes(certificate, made.Export(X509ContentType.Pfx, "word"));
        try
        {
            await using var app = FleetHost.Create(["--Exmc:Database", file, "--Kestrel:Endpoints:Tls:Url", "https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path", certificate, "--Kestrel:Certificates:Default:Password", "word"]);
            await app.StartAsync();
            string address = Assert.Single(app.Urls);
            Assert.StartsWith("https://127.0.0.1:", address, StringComparison.Ordinal);
            using HttpClientHandler handler = new() { ServerCertificateCustomValidationCallback = (_, given, _, _) => given!.Thumbprint == made.Thumbprint };
            using HttpClient client = new(handler) { BaseAddress = new Uri(address) };
            using StringContent content = new(Good);
            using HttpResponseMessage answer = await client.PostAsync("/write", content);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await app.StopAsync();
        }
        finally
        {
            File.Delete(certificate);
            SqliteFleetStore.Remove(file);
        }
    }

    [Fact]
    public async Task No_key_and_no_token_is_in_the_logs()
    {
        string file = ServiceProcess.NewDatabase();
        string token = Token(Signing + "x", "tests", "exmc", 4_000_000_000);
        using ServiceProcess service = new(
            file, "--Exmc:ApiKey", First, "--Exmc:Security:Keys:0", Second, "--Exmc:Security:JwtSigningKey", Signing, "--Exmc:Security:JwtIssuer", "tests", "--Exmc:Security:JwtAudience", "exmc",
            "--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Microsoft.AspNetCore", "Trace");
        try
        {
            await service.ReadyAsync();
            foreach ((string header, string value) in new[] { ("X-Api-Key", First), ("X-Api-Key", Second), ("X-Api-Key", "wrong-key-of-the-test"), ("Authorization", "Bearer " + token) })
            {
                using HttpRequestMessage request = new(HttpMethod.Post, "/write") { Content = new StringContent(Good) };
                request.Headers.Add(header, value);
                using HttpResponseMessage answer = await service.Client.SendAsync(request);
                Assert.Equal(value is First or Second, answer.IsSuccessStatusCode);
            }

            Assert.Equal(0, service.Stop());
            string logs = service.Output;
            Assert.Contains("Recovered", logs, StringComparison.Ordinal);
            Assert.Contains("dbug:", logs, StringComparison.Ordinal);
            Assert.All(new[] { First, Second, Signing, "wrong-key-of-the-test", token }, secret => Assert.DoesNotContain(secret, logs, StringComparison.Ordinal));
        }
        finally
        {
            SqliteFleetStore.Remove(file);
        }
    }

    // RFC 7519 with HS256, written here so that the oracle is not the library under test.
    private static string Token(string key, string issuer, string audience, long expires)
    {
        string text = Encode("""{"alg":"HS256","typ":"JWT"}"""u8.ToArray()) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(new { iss = issuer, aud = audience, exp = expires }));
        return text + "." + Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(text)));

        static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
