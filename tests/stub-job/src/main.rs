//! The stand-in as a program, which runs scripts: `stub-job [ADDRESS]` prints its address and stays until its input
//! ends.

use std::io::Read;

fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let address = address.parse().map_err(std::io::Error::other)?;
    let stub = stub_job::Stub::listen(address)?;
    stub.run_scripts();
    println!("{}", stub.url());
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
