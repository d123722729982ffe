//! A client against a socket that answers what it is told to.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixListener;
use std::thread::JoinHandle;

use super::*;

/// Answers one request with these bytes, and gives the request back.
fn server(dir: &Path, answer: &'static str) -> (PathBuf, JoinHandle<String>) {
    let socket = dir.join("api.sock");
    let listener = UnixListener::bind(&socket).unwrap();
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut part = [0; 4096];
        while !complete(&request) {
            let read = stream.read(&mut part).unwrap();
            request.extend_from_slice(&part[..read]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(request).unwrap()
    });
    (socket, thread)
}

fn complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or("0");
    body.len() >= length.parse().unwrap()
}

fn exit(error: ClientError) -> (Exit, String) {
    let failure = Failure::from(error);
    (failure.exit, failure.problem.code)
}

#[test]
fn a_question_and_its_answer() {
    let dir = tempfile::tempdir().unwrap();
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n[1,2,3]";
    let (socket, thread) = server(dir.path(), answer);
    let client = Client::new(socket).unwrap();
    assert_eq!(client.get::<Vec<u8>>("/v1/numbers?q=%C3%A9").unwrap(), [1, 2, 3]);
    let request = thread.join().unwrap();
    assert!(request.starts_with("GET /v1/numbers?q=%C3%A9 HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("host: localhost"), "{request}");
}

#[test]
fn what_is_sent_arrives() {
    let dir = tempfile::tempdir().unwrap();
    let (socket, thread) = server(dir.path(), "HTTP/1.1 201 Created\r\ncontent-length: 4\r\n\r\ntrue");
    let client = Client::new(socket).unwrap();
    assert!(client.send::<_, bool>(Method::PUT, "/v1/entries/abcd", &"pâte").unwrap());
    let request = thread.join().unwrap();
    assert!(request.starts_with("PUT /v1/entries/abcd "), "{request}");
    assert!(request.contains("content-type: application/json"), "{request}");
    assert!(request.ends_with("\"pâte\""), "{request}");
}

#[test]
fn a_refusal_keeps_its_code() {
    let dir = tempfile::tempdir().unwrap();
    let answer = "HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n{\"code\":\"bad-id\",\"message\":\"m\",\"args\":{\"id\":\"x\"}}";
    let (socket, thread) = server(dir.path(), answer);
    let error = Client::new(socket).unwrap().get::<bool>("/").unwrap_err();
    assert_eq!(exit(error), (Exit::Refused, "bad-id".into()));
    thread.join().unwrap();
}

#[test]
fn a_file_that_is_wrong_is_answered_in_detail() {
    let dir = tempfile::tempdir().unwrap();
    let (socket, _thread) =
        server(dir.path(), "HTTP/1.1 422 Unprocessable Entity\r\ncontent-length: 3\r\n\r\n[4]");
    let client = Client::new(socket).unwrap();
    assert_eq!(client.upload::<Vec<u8>>("/", "text/csv", b"a;b".to_vec()).unwrap(), [4]);
}

#[test]
fn no_node_is_said_to_be_none() {
    let dir = tempfile::tempdir().unwrap();
    let missing = Client::new(dir.path().join("nothing.sock")).unwrap();
    assert_eq!(exit(missing.get::<bool>("/").unwrap_err()), (Exit::NoNode, "cli-no-node".into()));
    let dead = dir.path().join("dead.sock");
    drop(UnixListener::bind(&dead).unwrap());
    assert_eq!(
        exit(Client::new(dead).unwrap().get::<bool>("/").unwrap_err()),
        (Exit::NoNode, "cli-no-node".into())
    );
}

#[test]
fn nonsense_silence_and_half_answers_end() {
    let cases = [
        ("HTTP/1.1 500 Oops\r\ncontent-length: 2\r\n\r\nno", "cli-broken"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\ntr", "cli-broken"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", "cli-broken"),
        ("hello", "cli-broken"),
        ("", "cli-broken"),
    ];
    for (answer, code) in cases {
        let dir = tempfile::tempdir().unwrap();
        let (socket, thread) = server(dir.path(), answer);
        let error = Client::new(socket).unwrap().get::<bool>("/").unwrap_err();
        assert_eq!(exit(error), (Exit::NoNode, code.into()), "{answer}");
        thread.join().unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    let socket = dir.path().join("mute.sock");
    let _listener = UnixListener::bind(&socket).unwrap();
    let client = Client::new(socket).unwrap();
    let error = client.ask(Method::GET, "/", Body::default(), Duration::from_millis(50)).unwrap_err();
    assert_eq!(exit(error).1, "cli-timeout");
}
