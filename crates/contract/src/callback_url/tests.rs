use super::{CallbackUrl, CallbackUrlError, Reach};

#[track_caller]
fn refused(url: &str, error: CallbackUrlError) {
    assert_eq!(CallbackUrl::parse(url), Err(error), "{url}");
}

#[test]
fn kinds_of_errors() {
    refused("", CallbackUrlError::Scheme);
    refused("example.com", CallbackUrlError::Scheme);
    refused("ftp://example.com", CallbackUrlError::Scheme);
    refused(" http://example.com", CallbackUrlError::OuterBlanks);
    refused("http:example.com", CallbackUrlError::Host);
    refused("http:/example.com", CallbackUrlError::Host);
    refused("http://", CallbackUrlError::Host);
    refused("http://?x", CallbackUrlError::Host);
    refused("http://:80/", CallbackUrlError::Host);
    refused("http://a..b/", CallbackUrlError::Host);
    refused("http://a.1/", CallbackUrlError::Host);
    refused("http://[::1", CallbackUrlError::Host);
    refused("http://[::1]x/", CallbackUrlError::Host);
    refused("http://[1:2:3]/", CallbackUrlError::Host);
    refused("http://[:1:2:3:4:5:6:7:8]/", CallbackUrlError::Host);
    refused("http://[1::2::3]/", CallbackUrlError::Host);
    refused("http://[1:2:3:4:5:6:7:8::]/", CallbackUrlError::Host);
    refused("http://[fe80::1%]/", CallbackUrlError::Host);
    refused("http://@a/", CallbackUrlError::UserInfo);
    refused("http://a:b@c/", CallbackUrlError::UserInfo);
    refused("http://a:+80/", CallbackUrlError::Port);
    refused("http://a:65536/", CallbackUrlError::Port);
    refused("http://[::1]:x/", CallbackUrlError::Port);
    refused("http://a/%4", CallbackUrlError::Syntax);
    refused("http://a/[x]", CallbackUrlError::Syntax);
    refused("http://a/#a#b", CallbackUrlError::Syntax);
    refused("http://a/\u{3000}b", CallbackUrlError::Syntax);
    refused("http://a/\u{85}b", CallbackUrlError::Syntax);
}

#[test]
fn hosts() {
    for (url, host) in [
        ("http://Example.COM:/x", "example.com"),
        ("HTTPS://a-b.c3.?x=[1]", "a-b.c3."),
        ("http://1.2.3.004", "1.2.3.004"),
        ("http://[FE80::1%25eth0]:80#f", "fe80::1%25eth0"),
        ("http://[::ffff:1.2.3.4]/", "::ffff:1.2.3.4"),
        ("http://[1:2:3:4:5:6:1.2.3.4]/", "1:2:3:4:5:6:1.2.3.4"),
        ("http://[1:2:3:4:5:6:7::]/中文?%e4=😀", "1:2:3:4:5:6:7::"),
        ("http://123/", "123"),
    ] {
        let parsed = CallbackUrl::parse(url);
        assert_eq!(parsed.as_ref().map(CallbackUrl::host), Ok(host), "{url}");
        assert_eq!(parsed.as_ref().map(CallbackUrl::as_str), Ok(url));
    }
}

#[test]
fn reaches() {
    for (host, reach) in [
        ("example.com", Reach::Public),
        ("8.8.8.8", Reach::Public),
        ("172.32.0.1", Reach::Public),
        ("[2001:db8::1]", Reach::Public),
        ("10.0.0.1", Reach::Private),
        ("172.16.0.1", Reach::Private),
        ("192.168.1.1", Reach::Private),
        ("[fc00::1]", Reach::Private),
        ("[::ffff:10.0.0.1]", Reach::Private),
        ("169.254.169.254", Reach::LinkLocal),
        ("[fe80::1%25eth0]", Reach::LinkLocal),
        ("localhost", Reach::Loopback),
        ("a.localhost.", Reach::Loopback),
        ("127.1.2.3", Reach::Loopback),
        ("0.0.0.0", Reach::Loopback),
        ("2130706433", Reach::Loopback),
        ("0x7f000001", Reach::Loopback),
        ("[::1]", Reach::Loopback),
        ("[::]", Reach::Loopback),
    ] {
        let url = CallbackUrl::parse(&format!("http://{host}/")).expect("it should be good");
        assert_eq!(url.reach(), reach, "{host}");
    }
}
