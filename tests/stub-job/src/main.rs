//! The stand-in as a program: `stub-job` prints its address and stays until its input ends. It runs scripts;
//! `stub-job --pace SECONDS` only says so, of each batch after that time.

use std::io::{Error, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

fn main() -> std::io::Result<()> {
    let stub = stub_job::Stub::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => stub.run_scripts(),
        ["--pace", seconds] => {
            stub.set_pace(Duration::from_secs(seconds.parse().map_err(Error::other)?));
        }
        _ => return Err(Error::other("stub-job [--pace SECONDS]")),
    }
    println!("{}", stub.url());
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
