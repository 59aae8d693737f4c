//! How we ask an issuer: over TLS, without following it elsewhere, for so long and so much.

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::{future::Future, pin::Pin, time::Duration};

/// For one answer, from the first packet to the last.
const PATIENCE: Duration = Duration::from_secs(5);
/// Google's answers are of 2 kB.
const LARGEST: usize = 256 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    #[error("{0}")]
    Failed(String),
    #[error("the answer is larger than {LARGEST} bytes")]
    TooLarge,
    /// The issuer's own documents name an address that we don't ask.
    #[error("{0} is no https address")]
    Plain(String),
}

impl From<reqwest::Error> for HttpError {
    fn from(error: reqwest::Error) -> Self {
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
        Self::Failed(format!("{error}{}", cause.unwrap_or_default()))
    }
}

pub struct Http {
    client: reqwest::Client,
    allows_loopback: bool,
}

impl Http {
    /// `allows_loopback`: plain http is fine to our own machine.
    pub fn new(allows_loopback: bool) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .no_proxy()
            .user_agent("Mewayz")
            .build()?;
        Ok(Self { client, allows_loopback })
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let address = request.uri().to_string();
        if !is_safe(&address, self.allows_loopback) {
            return Err(HttpError::Plain(address));
        }
        let mut response = self.client.execute(request.try_into()?).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > LARGEST {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = status;
        *answer.headers_mut() = headers;
        Ok(answer)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

/// Whether the address is https, or plain http on this machine where that is allowed.
pub fn is_safe(address: &str, allows_loopback: bool) -> bool {
    let Ok(url) = reqwest::Url::parse(address) else { return false };
    let is_loopback = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    url.scheme() == "https" || (allows_loopback && url.scheme() == "http" && is_loopback)
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn an_issuer_is_asked_over_tls_or_on_this_machine() {
        assert!(is_safe("https://accounts.google.com/", false));
        for plain in ["http://localhost:9", "http://127.0.0.1:9/x", "http://[::1]:9"] {
            assert!(is_safe(plain, true) && !is_safe(plain, false), "{plain}");
        }
        for never in ["http://issuer.example", "http://localhost.evil.example", "file:///etc/passwd", "", "localhost"] {
            assert!(!is_safe(never, true), "{never}");
        }
    }
}
