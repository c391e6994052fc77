//! Listening, and stopping without cutting anybody off.

use std::future::Future;
use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::door::router;
use crate::site::Site;

/// Answers requests on a listener until `stop` comes; requests under way are finished first.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(site).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
