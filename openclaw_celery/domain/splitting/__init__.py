"""
Where a request comes apart into tasks; `domain.intake` splits by it.

    lists, separators               what stands between tasks: bullets, marks, joints
    actions, headings               what is a task and what is not
    english, korean                 orders and their grammar
    courtesy                        what is said around them
"""
