//! The shapes of answers: v4, v3, the API gateway's own.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// What went wrong, in terms that both dialects have words for.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    /// JOB's seven digits.
    pub(crate) number: i64,
    pub(crate) message: String,
}

pub(crate) type Answered = Result<Value, Wrong>;

impl Wrong {
    /// Bean validation, wrong types, unknown members.
    pub(crate) fn argument(message: impl Into<String>) -> Wrong {
        Wrong { status: 400, code: "INVALID_ARGUMENT", number: 1_241_025, message: message.into() }
    }

    pub(crate) fn precondition(number: i64, message: impl Into<String>) -> Wrong {
        Wrong { status: 400, code: "FAILED_PRECONDITION", number, message: message.into() }
    }

    pub(crate) fn not_found(number: i64, message: impl Into<String>) -> Wrong {
        Wrong { status: 404, code: "NOT_FOUND", number, message: message.into() }
    }

    pub(crate) fn permission() -> Wrong {
        Wrong {
            status: 403,
            code: "NO_PERMISSION",
            number: 9_900_403,
            message: "用户(tester)权限不足，请前往权限中心确认并申请补充后重试".to_owned(),
        }
    }
}

/// What one applies for.
fn application() -> Value {
    json!({
        "system_id": "bk_job",
        "system_name": "作业平台",
        "actions": [{ "id": "access_business", "name": "业务访问", "related_resource_types": [{
            "type": "biz", "system_id": "bk_cmdb", "system_name": "配置平台", "type_name": "业务",
            "instances": [[{ "id": "403", "type": "business", "name": "blueking", "type_name": "业务" }]],
        }] }],
    })
}

pub(crate) fn v4(answered: Answered) -> Response {
    match answered {
        Ok(data) => json_of(200, &json!({ "data": data, "job_request_id": "0123456789abcdef" })),
        Err(wrong) => {
            let is_permission = wrong.number == 9_900_403;
            json_of(
                wrong.status,
                &json!({ "data": null, "job_request_id": "0123456789abcdef", "error": {
                    "code": wrong.code,
                    "message": wrong.message,
                    "data": is_permission.then(application),
                    "details": [{ "code": wrong.number.to_string(), "message": wrong.message }],
                }}),
            )
        }
    }
}

/// Always 200; the body says how it went.
pub(crate) fn v3(answered: Answered) -> Response {
    match answered {
        Ok(data) => json_of(
            200,
            &json!({ "result": true, "code": 0, "message": "success", "data": data, "job_request_id": "0123456789abcdef" }),
        ),
        Err(wrong) => {
            let is_permission = wrong.number == 9_900_403;
            json_of(
                200,
                &json!({ "result": false, "code": wrong.number, "message": wrong.message, "data": null,
                    "permission": is_permission.then(application), "job_request_id": "0123456789abcdef" }),
            )
        }
    }
}

/// Of the API gateway in front of JOB.
pub(crate) fn gateway(status: u16, code: i64, name: &str, message: &str) -> Response {
    let mut response = json_of(
        status,
        &json!({ "code": code, "code_name": name, "message": message, "result": false, "data": null }),
    );
    if let Ok(code) = code.to_string().parse() {
        response.headers_mut().insert("x-bkapi-error-code", code);
    }
    response
}

pub(crate) fn json_of(status: u16, body: &Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], body.to_string())
        .into_response()
}
