"""What no browser of a reader sends: other hosts, other origins; and every address that links."""

from attack.conftest import PUBLIC

FOREIGN = (
    "evil.example", "evil.example:8501", f"{PUBLIC}.evil.example", f"evil.{PUBLIC}", f"{PUBLIC}.",
    f"{PUBLIC}:443", f"{PUBLIC}@evil.example", f"user@{PUBLIC}", "localhost.evil.example",
    "127.0.0.1.evil.example", "127.0.0.1.nip.io", "127.1", "2130706433", "0x7f.0.0.1", "0.0.0.0",
    "[::ffff:7f00:1%25eth0]", "192.0.2.1", "[2001:db8::1]", "localhost:port", "localhost:99999",
    "localhost/x", "localhost x", "*", "", "локалхост", "null", "..", "[", "]", "[::1",
)  # fmt: skip
ORIGINS = (
    "https://evil.example", "null", "", f"http://{PUBLIC}", f"https://{PUBLIC}:8443",
    f"https://{PUBLIC}.evil.example", f"https://user@{PUBLIC}", f"https://{PUBLIC}/",
    f"https://{PUBLIC}/path", f"HTTPS://{PUBLIC}", f"ftp://{PUBLIC}", "https://", "//", "file://",
    f"https://{PUBLIC} https://evil.example", "chrome-extension://abcdefghijklmnop", "http://localhost",
    "http://127.0.0.1:1", "http://[::1]", "https://xn--e1afmkfd.example",
)  # fmt: skip
LINKING = (
    "/", "/?lang=ko", "/estimates", "/changes.atom", "/changes.atom?lang=ko", "/corrections.atom",
    "/sitemap.xml", "/robots.txt", "/site.webmanifest", "/oembed?url=https://evil.example/embed/camps",
    "/edition", "/camps/", "/nope", "/newest.json", "/healthz",
)  # fmt: skip
