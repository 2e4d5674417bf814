using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Console;

public sealed class ConsoleApiTests : IAsyncLifetime
{
    private readonly VirtualTimeProvider _time = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await StartAsync(configure: services => services.AddSingleton<TimeProvider>(_time));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/login?code=abc", "text/html")]
    [InlineData("/app.js", "text/javascript")]
    [InlineData("/style.css", "text/css")]
    [InlineData("/icon.svg", "image/svg+xml")]
    public async Task The_page_is_public_and_holds_nothing_inline(string path, string type)
    {
        var response = await _gateway.Client(null).GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(text.Length > 100);
        if (type == "text/html")
        {
            Assert.DoesNotMatch("<script(?![^>]*src=)|<style|\\sstyle=|\\son[a-z]+=", text);
        }

        Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "If-None-Match", response.Headers.ETag!.ToString() } } };
        Assert.Equal(HttpStatusCode.NotModified, (await _gateway.Client(null).SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_code_becomes_a_strict_cookie_once()
    {
        var code = _gateway.Services.GetRequiredService<OneTimeCodes>().Issue();

        var first = await LoginAsync(code);
        var second = await LoginAsync(code);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("puppet_session=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(code, cookie, StringComparison.Ordinal);
        await ProblemAsync(second, 401, "invalid_code");
        Assert.Equal(HttpStatusCode.OK, (await WithCookieAsync(cookie, HttpMethod.Get, "/v1/agents")).StatusCode);
    }

    [Fact]
    public async Task A_code_ends_after_ten_minutes()
    {
        var code = _gateway.Services.GetRequiredService<OneTimeCodes>().Issue();
        _time.Advance(TimeSpan.FromMinutes(10));

        await ProblemAsync(await LoginAsync(code), 401, "invalid_code");
    }

    [Fact]
    public async Task Opening_the_link_does_not_use_the_code_up()
    {
        var code = _gateway.Services.GetRequiredService<OneTimeCodes>().Issue();

        await _gateway.Client(null).GetAsync($"/login?code={code}");

        Assert.Equal(HttpStatusCode.NoContent, (await LoginAsync(code)).StatusCode);
    }

    [Theory]
    [InlineData(null, 403)]
    [InlineData("https://evil.example.org", 403)]
    [InlineData("own", 200)]
    public async Task A_change_by_cookie_must_come_from_the_own_page(string? origin, int status)
    {
        _gateway.Cluster.AddAgent("ada");
        var cookie = await OpenAsync();

        var response = await WithCookieAsync(cookie, HttpMethod.Post, "/v1/agents/ada/pause", origin == "own" ? _gateway.Address : origin);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_code_is_not_exchanged_for_another_page()
    {
        var code = _gateway.Services.GetRequiredService<OneTimeCodes>().Issue();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login") { Content = JsonContent.Create(new { code }), Headers = { { "Origin", "https://evil.example.org" } } };

        await ProblemAsync(await _gateway.Client(null).SendAsync(request), 403, "origin_not_allowed");
    }

    [Fact]
    public async Task A_session_may_do_what_its_key_may_and_ends_with_it()
    {
        using var reader = _gateway.Client(ReadKey);
        var issued = await JsonAsync(await reader.PostAsync("/v1/console-codes", null), 201);
        var code = issued["code"]!.GetValue<string>();
        Assert.Equal($"{_gateway.Address}/login?code={code}", issued["link"]!.GetValue<string>());
        var cookie = (await LoginAsync(code)).Headers.GetValues("Set-Cookie").Single();

        Assert.Equal(HttpStatusCode.OK, (await WithCookieAsync(cookie, HttpMethod.Get, "/v1/agents")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await WithCookieAsync(cookie, HttpMethod.Get, "/v1/keys")).StatusCode);
        await _gateway.Admin.DeleteAsync("/v1/keys/read");
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCookieAsync(cookie, HttpMethod.Get, "/v1/agents")).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_when_it_is_not_used()
    {
        var cookie = await OpenAsync();
        _time.Advance(TimeSpan.FromHours(11));
        Assert.Equal(HttpStatusCode.OK, (await WithCookieAsync(cookie, HttpMethod.Get, "/v1/agents")).StatusCode);
        _time.Advance(TimeSpan.FromHours(11));
        Assert.Equal(HttpStatusCode.OK, (await WithCookieAsync(cookie, HttpMethod.Get, "/v1/agents")).StatusCode);
        _time.Advance(TimeSpan.FromHours(13));

        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCookieAsync(cookie, HttpMethod.Get, "/v1/agents")).StatusCode);
    }

    [Fact]
    public async Task Logout_ends_the_session()
    {
        var cookie = await OpenAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await WithCookieAsync(cookie, HttpMethod.Post, "/logout", _gateway.Address)).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCookieAsync(cookie, HttpMethod.Get, "/v1/agents")).StatusCode);
    }

    private async Task<string> OpenAsync() =>
        (await LoginAsync(_gateway.Services.GetRequiredService<OneTimeCodes>().Issue())).Headers.GetValues("Set-Cookie").Single();

    private Task<HttpResponseMessage> LoginAsync(string code) => _gateway.Client(null).PostAsJsonAsync("/login", new { code });

    private Task<HttpResponseMessage> WithCookieAsync(string cookie, HttpMethod method, string path, string? origin = null)
    {
        var request = new HttpRequestMessage(method, path) { Headers = { { "Cookie", cookie.Split(';')[0] } } };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return _gateway.Client(null).SendAsync(request);
    }
}
