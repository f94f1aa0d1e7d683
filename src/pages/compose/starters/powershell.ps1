$ErrorActionPreference = "Stop"

function job_start { Write-Output "[$(Get-Date -Format 'yyyy-MM-dd HH:mm:ss')] start" }
function job_success($text) { Write-Output "job_success:[$text]"; exit 0 }
function job_fail($text) { Write-Output "job_fail:[$text]"; exit 1 }

job_start

try { hostname } catch { job_fail "no name" }

job_success "done"
