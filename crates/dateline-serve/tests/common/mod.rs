//! The server with the built-in packs, at a port of its own.

use std::net::SocketAddr;
use std::sync::mpsc;

use dateline_serve::{Workshop, serve};

pub(crate) fn start() -> SocketAddr {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        serve(Workshop::new(dateline::builtin_packs()), address, |address| {
            send.send(address).expect("somebody waits");
        })
    });
    receive.recv().expect("the server starts")
}
