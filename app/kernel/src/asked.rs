//! What a screen asked the server for. All answers are one type to the reactive system, whatever
//! they hold: a type of its own for each took 40 kB of every chunk that asks.

use crate::{AppError, AppResult};
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{any::Any, convert::Infallible, marker::PhantomData, pin::Pin, sync::Arc};

/// A question that is asked again when somebody wants to know anew.
#[derive(Debug)]
pub struct Asked<T> {
    answer: Resource<Answer, Carried>,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Asked<T> {}

impl<T> Asked<T>
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// Asks at once; in the browser of a document that the server has drawn, the answer is in it.
    pub fn new<F>(ask: fn() -> F) -> Self
    where
        F: Future<Output = AppResult<T>> + Send + 'static,
    {
        let ask = move || -> Coming { Box::pin(async move { Answer::of(ask().await) }) };
        Self { answer: resource(Arc::new(ask)), holds: PhantomData }
    }

    /// The answer, once it is there; read it below a `Suspense` or a `Transition`.
    pub fn get(self) -> Option<AppResult<T>> {
        self.answer.with(|answer| answer.as_ref().map(Answer::read))
    }

    pub fn refetch(self) {
        self.answer.refetch();
    }
}

type Coming = Pin<Box<dyn Future<Output = Answer> + Send>>;

fn resource(ask: Arc<dyn Fn() -> Coming + Send + Sync>) -> Resource<Answer, Carried> {
    Resource::new_with_options(|| (), move |()| ask(), false)
}

/// An answer as it came, as the document carries it, or both.
#[derive(Clone)]
struct Answer {
    held: Option<Arc<dyn Any + Send + Sync>>,
    written: String,
}

impl Answer {
    fn of<T: Serialize + Send + Sync + 'static>(answer: AppResult<T>) -> Self {
        Self { written: written(&answer), held: Some(Arc::new(answer)) }
    }

    fn read<T: Clone + DeserializeOwned + 'static>(&self) -> AppResult<T> {
        let held = self.held.as_ref().and_then(|held| held.downcast_ref::<AppResult<T>>());
        match held {
            Some(answer) => answer.clone(),
            // Bytes and not text, as the answers of server functions are read: the same code then.
            None => serde_json::from_slice(self.written.as_bytes())
                .unwrap_or_else(|_| Err(AppError::Internal("document".into()))),
        }
    }
}

/// Only the server writes an answer into a document.
#[cfg(feature = "ssr")]
fn written<T: Serialize>(answer: &AppResult<T>) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn written<T>(_: &AppResult<T>) -> String {
    String::new()
}

/// Carries an answer in the document as it is written.
struct Carried;

impl Encoder<Answer> for Carried {
    type Error = Infallible;
    type Encoded = String;

    fn encode(answer: &Answer) -> Result<String, Infallible> {
        Ok(answer.written.clone())
    }
}

impl Decoder<Answer> for Carried {
    type Error = Infallible;
    type Encoded = str;

    fn decode(written: &str) -> Result<Answer, Infallible> {
        Ok(Answer { held: None, written: written.to_owned() })
    }
}
