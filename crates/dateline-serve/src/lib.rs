//! A local page where an article is pasted and seen as the engine understands it, and where a rule is changed and tried.
//!
//! Invariant: the page asks nobody but this server, the server answers nobody but this machine unless told otherwise, and
//! nothing is written to disk.

mod rules;

use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::{Query, Request, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use dateline::{RawDocument, When};
use dateline_devkit::{Explanation, explain};
use serde::Deserialize;

pub use rules::{Compiled, Finding, Sources, Workshop};

/// Rules as they are at the moment, shared by all requests.
type Shared = Arc<RwLock<Workshop>>;

/// Listens and answers until the process ends. `ready` is told the address.
///
/// # Errors
/// When the address cannot be listened at.
pub fn serve(workshop: Workshop, address: SocketAddr, ready: impl FnOnce(SocketAddr)) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        ready(address);
        axum::serve(listener, router(workshop, address.ip().is_loopback())).await
    })
}

/// The pages and the questions that they ask.
pub fn router(workshop: Workshop, local_only: bool) -> Router {
    let router = Router::new()
        .route("/", get(|| async { asset("text/html; charset=utf-8", include_str!("../assets/index.html")) }))
        .route("/page.js", get(|| async { asset("text/javascript; charset=utf-8", include_str!("../assets/page.js")) }))
        .route("/draw.js", get(|| async { asset("text/javascript; charset=utf-8", include_str!("../assets/draw.js")) }))
        .route("/icon.svg", get(|| async { asset("image/svg+xml", include_str!("../assets/icon.svg")) }))
        .route("/page.css", get(|| async { asset("text/css; charset=utf-8", include_str!("../assets/page.css")) }))
        .route("/api/read", post(read))
        .route("/api/rules", get(list))
        .route("/api/rule", get(show).post(change))
        .with_state(Arc::new(RwLock::new(workshop)));
    if local_only { router.layer(middleware::from_fn(own_host)) } else { router }
}

fn asset(kind: &'static str, text: &'static str) -> impl IntoResponse {
    let policy = "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'";
    let headers: [(HeaderName, &str); 3] =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, policy), (header::CACHE_CONTROL, "no-store")];
    (headers, text)
}

/// A page of another site that gives its name this machine's address gets no answer.
async fn own_host(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if matches!(name, "localhost" | "127.0.0.1" | "[::1]") {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "this page is for this machine alone").into_response()
    }
}

#[derive(Deserialize)]
struct Article {
    text: String,
    #[serde(default)]
    published: String,
}

async fn read(
    State(shared): State<Shared>,
    Json(article): Json<Article>,
) -> Result<Json<Explanation>, (StatusCode, String)> {
    let mut document = RawDocument::new("article", article.text);
    if !article.published.is_empty() {
        let day: When = article.published.parse().map_err(|error| (StatusCode::BAD_REQUEST, format!("{error}")))?;
        document.published = Some(day);
    }
    let workshop = shared.read().unwrap_or_else(PoisonError::into_inner);
    let engine = workshop.engine().ok_or((StatusCode::CONFLICT, "no usable rule packs".to_owned()))?;
    Ok(Json(explain(engine, &engine.read(&document), None)))
}

async fn list(State(shared): State<Shared>) -> Json<Vec<String>> {
    Json(shared.read().unwrap_or_else(PoisonError::into_inner).files())
}

#[derive(Deserialize)]
struct File {
    file: String,
}

async fn show(State(shared): State<Shared>, Query(File { file }): Query<File>) -> Result<String, StatusCode> {
    shared.read().unwrap_or_else(PoisonError::into_inner).text(&file).ok_or(StatusCode::NOT_FOUND)
}

#[derive(Deserialize)]
struct Changed {
    file: String,
    text: String,
}

async fn change(State(shared): State<Shared>, Json(changed): Json<Changed>) -> Result<Json<Compiled>, StatusCode> {
    let mut workshop = shared.write().unwrap_or_else(PoisonError::into_inner);
    workshop.change(&changed.file, changed.text).map(Json).ok_or(StatusCode::NOT_FOUND)
}
