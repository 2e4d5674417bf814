using System.Text.RegularExpressions;
using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.BadInput;

/// <summary>Rows of the table of bad input in which the product runs and must not act, or cannot write: data of another deployment, a restored backup, a full disk.</summary>
public sealed partial class BadDataTests(UsedData used) : IClassFixture<UsedData>
{
    [Fact]
    public async Task A_copy_of_another_deployments_database_sends_nothing_live_until_it_is_named()
    {
        var house = await used.TakeAsync();
        try
        {
            // A live world for the product; its vendor's address is the emulator's.
            var keys = new Dictionary<string, string> { ["PUPPET_SECRET_X_WREN"] = """{"api_key":"emulated-app","api_key_secret":"emulated-app-secret","access_token":"wren-emulated","access_token_secret":"wren-emulated-secret"}""" };
            string[] live = ["--Puppet:World:X=live", $"--Puppet:X:BaseUrl={new Uri(house.Emulators.Address, "/x")}"];
            string stored;
            var landed = (await house.LandedAsync()).Count;
            await using (var copy = await house.UpAsync(keys, [.. live, "--Puppet:Deployment:Id=staging"]))
            {
                Assert.Equal(200, (await copy.SendAsync(HttpMethod.Put, "/v1/agents/wren", Samples.Agent("wren", more: ", \"publish\": \"live\", \"automated_label\": true"))).Status);
                var refused = await copy.PostAsync("wren", "a copied gauge");
                Assert.Equal("failed", refused.Json.GetProperty("status").GetString());
                Assert.Equal("foreign_deployment", refused.Json.GetProperty("verdict").GetString());
                var detail = refused.Json.GetProperty("detail").GetString()!;
                Assert.Contains("the configuration says 'staging': nothing is sent in a live world.", detail, StringComparison.Ordinal);
                stored = Stored().Match(detail).Groups[1].Value;
                Assert.Equal(0, await copy.Process.StopAsync());
            }

            Assert.Equal(landed, (await house.LandedAsync()).Count);
            await using var own = await house.UpAsync(keys, [.. live, $"--Puppet:Deployment:Id={stored}"]);
            var sent = await own.PostAsync("wren", "a gauge of one's own");
            Assert.True(sent.Json.GetProperty("status").GetString() == "confirmed", sent.Body);
            Assert.Equal(landed + 1, (await house.LandedAsync()).Count);
        }
        finally
        {
            used.Release();
        }
    }

    [Fact]
    public async Task A_restored_backup_is_held_back_until_an_operator_accepts_it()
    {
        var house = await used.TakeAsync();
        try
        {
            await using (var later = await house.UpAsync())
            {
                Assert.Equal("confirmed", (await later.PostAsync("wren", "what the backup does not know")).Json.GetProperty("status").GetString());
                Assert.Equal(0, await later.Process.StopAsync());
            }

            // The databases of the backup, beside the signed heads of the present.
            var heads = await File.ReadAllBytesAsync(Path.Combine(house.Data, "journal-heads.jsonl"), TestContext.Current.CancellationToken);
            used.CopyTo(house.Data);
            await File.WriteAllBytesAsync(Path.Combine(house.Data, "journal-heads.jsonl"), heads, TestContext.Current.CancellationToken);
            var landed = (await house.LandedAsync()).Count;
            await using (var held = await house.UpAsync())
            {
                await held.Process.LineAsync("Nothing is sent: the database is older than the signed journal heads.");
                var refused = await held.PostAsync("wren", "a second first frost");
                Assert.NotEqual("confirmed", refused.Json.GetProperty("status").GetString());
                Assert.Contains("--accept-restore", refused.Body, StringComparison.Ordinal);
                var status = await held.GetAsync("/v1/status");
                Assert.Contains(status.Json.GetProperty("attention").EnumerateArray(), item =>
                    item.GetProperty("code").GetString() == "restore_held" && item.GetProperty("command").GetString() == "./puppet up --accept-restore");
                Assert.Equal(0, await held.Process.StopAsync());
            }

            Assert.Equal(landed, (await house.LandedAsync()).Count);
            await using var accepted = await house.UpAsync(null, "--accept-restore");
            await accepted.Process.LineAsync("The restore was accepted by an operator.");
            var sent = await accepted.PostAsync("fox", "after the restore");
            Assert.True(sent.Json.GetProperty("status").GetString() == "confirmed", sent.Body);
        }
        finally
        {
            used.Release();
        }
    }

    [Fact]
    public async Task A_full_disk_loses_nothing_and_repeats_nothing_and_the_next_post_comes_when_there_is_room()
    {
        var house = await used.TakeAsync();
        try
        {
            // A file system of its own, of 48 MiB, for this process alone.
            string[] mount = ["unshare", "--mount", "--map-root-user", "sh", "-c", "mount -t tmpfs -o size=48m tmpfs \"$0\" && exec \"$@\"", house.Data];
            await using var process = house.Start(mount, new Dictionary<string, string> { ["PUPPET_API_KEY"] = "a-key-for-a-full-disk" });
            await process.LineAsync("Ready after");
            await using var silo = RunningSilo.Of(process, "a-key-for-a-full-disk");
            foreach (var agent in (string[])["wren", "fox"])
            {
                // By request: this empty house finds posts of its accounts at the network, and its schedules wait for them.
                Assert.Equal("confirmed", (await silo.PostAsync(agent, "an empty cupboard")).Json.GetProperty("status").GetString());
            }

            var ballast = $"/proc/{process.Id}/root{house.Data}/ballast";
            Fill(ballast);
            var landed = (await house.LandedAsync()).Count;
            var refused = await silo.SendAsync(HttpMethod.Post, "/v1/agents/wren/posts?wait=2", """{"topic":"a full cupboard","force":true}""");
            Assert.True(refused.Status == 503 && refused.Code == "storage_unavailable", $"{refused.Status} {refused.Body} {process.Output}");
            Assert.Contains("its disk may be full", refused.Body, StringComparison.Ordinal);
            Assert.Equal(landed, (await house.LandedAsync()).Count);
            Assert.Equal(200, (await silo.GetAsync("/v1/agents/fox")).Status);

            File.Delete(ballast);
            var next = await silo.PostAsync("wren", "room again");
            Assert.True(next.Json.GetProperty("status").GetString() == "confirmed", next.Body + process.Output);
            Assert.Equal("confirmed", (await silo.PostAsync("fox", "room for foxes")).Json.GetProperty("status").GetString());
            Assert.Equal(landed + 2, (await house.LandedAsync()).Count);
            Assert.Equal(0, await process.StopAsync());
        }
        finally
        {
            used.Release();
        }
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in (int[])[1 << 20, 4096])
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full, as wanted.
                continue;
            }
        }
    }

    [GeneratedRegex("belongs to the deployment '([^']+)'")]
    private static partial Regex Stored();
}
