@echo off
setlocal
call :job_start

hostname || (call :job_fail "no name" & exit /b 1)

call :job_success "done"
exit /b 0

:job_start
echo [%date% %time%] start
exit /b 0

:job_success
echo job_success:[%~1]
exit /b 0

:job_fail
echo job_fail:[%~1]
exit /b 1
