document.documentElement.dataset.page = 'watch';
