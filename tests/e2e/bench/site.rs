//! A server of files that are packed with Brotli beforehand. It counts what goes over the wire.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What stands at an address.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) kind: &'static str,
    pub(crate) content: Vec<u8>,
}

/// By path.
pub(crate) type Pages = HashMap<String, Page>;

#[derive(Debug)]
pub(crate) struct Site {
    /// `http://127.0.0.1:PORT`
    pub(crate) origin: String,
    sent: Sent,
}

/// Bytes of answers, heads included, by path.
type Sent = Arc<Mutex<HashMap<String, usize>>>;

impl Site {
    /// Serves until the program ends.
    pub(crate) fn start(pages: Pages) -> anyhow::Result<Site> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let origin = format!("http://{}", listener.local_addr()?);
        let packed = pages.into_iter().map(|(path, page)| Ok((path, packed(page)?)));
        let packed: Arc<Pages> = Arc::new(packed.collect::<anyhow::Result<_>>()?);
        let sent = Sent::default();
        let counted = sent.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (packed, counted) = (packed.clone(), counted.clone());
                // A connection that breaks off is the browser's affair.
                std::thread::spawn(move || answer(&stream, &packed, &counted).ok());
            }
        });
        Ok(Site { origin, sent })
    }

    /// What was sent since this was last asked, by path.
    pub(crate) fn take_sent(&self) -> HashMap<String, usize> {
        self.sent.lock().map(|mut sent| std::mem::take(&mut *sent)).unwrap_or_default()
    }

    pub(crate) fn sent(&self) -> usize {
        self.sent.lock().map(|sent| sent.values().sum()).unwrap_or_default()
    }
}

fn packed(page: Page) -> anyhow::Result<Page> {
    let mut packer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    packer.write_all(&page.content)?;
    Ok(Page { kind: page.kind, content: packer.into_inner() })
}

/// Answers what comes over a connection, one after the other.
fn answer(stream: &TcpStream, pages: &Pages, sent: &Sent) -> anyhow::Result<()> {
    stream.set_nodelay(true)?;
    let mut lines = BufReader::new(stream).lines();
    while let Some(line) = lines.next() {
        let line = line?;
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        // The head ends with an empty line; no page here sends a body.
        while lines.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
        let (status, kind, content) = match pages.get(&path) {
            Some(page) => ("200 OK", page.kind, page.content.as_slice()),
            None => ("404 Not Found", "text/plain", &[][..]),
        };
        let encoding = if content.is_empty() { "" } else { "Content-Encoding: br\r\n" };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{encoding}\r\n",
            content.len()
        );
        let mut stream = stream;
        stream.write_all(&[head.as_bytes(), content].concat())?;
        if let Ok(mut sent) = sent.lock() {
            *sent.entry(path).or_default() += head.len() + content.len();
        }
    }
    Ok(())
}
